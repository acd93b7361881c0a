package io.conductorloop.evaluation.energy;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of the energy service, in the order of its table. */
public final class EnergyTasks {
    private EnergyTasks() {}

    public static List<EvaluationTask> all() {
        return List.of();
    }
}
