package io.conductorloop.evaluation.energy.power;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of the energy service's power side, in the order of its table. */
public final class PowerTasks {
    private PowerTasks() {}

    public static List<EvaluationTask> all() {
        return List.of(new DpmTask(), new RequestGapsTask(), new DvfsTask(), new ParetoTask());
    }
}
