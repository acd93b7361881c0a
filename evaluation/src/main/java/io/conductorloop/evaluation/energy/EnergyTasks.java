package io.conductorloop.evaluation.energy;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.energy.carbon.CarbonTasks;
import io.conductorloop.evaluation.energy.power.PowerTasks;
import java.util.List;
import java.util.stream.Stream;

/** What is evaluated of the energy service, in the order of its table. */
public final class EnergyTasks {
    private EnergyTasks() {}

    public static List<EvaluationTask> all() {
        return Stream.of(
                        CarbonTasks.all(), // when and where work runs
                        PowerTasks.all() // sleep, frequencies, fronts
                        )
                .flatMap(List::stream)
                .toList();
    }
}
