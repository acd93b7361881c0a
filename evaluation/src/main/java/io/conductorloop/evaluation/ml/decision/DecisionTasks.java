package io.conductorloop.evaluation.ml.decision;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of tuning, batching and ordering. */
public final class DecisionTasks {
    private DecisionTasks() {}

    public static List<EvaluationTask> all() {
        return List.of(new CartPoleTask(), new TuningTask(), new BatchTask(), new PrioritiesTask());
    }
}
