package io.conductorloop.evaluation.ml;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of the ml service, in the order of its table. */
public final class MlTasks {
    private MlTasks() {}

    public static List<EvaluationTask> all() {
        return List.of();
    }
}
