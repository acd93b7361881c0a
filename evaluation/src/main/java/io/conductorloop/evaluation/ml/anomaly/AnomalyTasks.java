package io.conductorloop.evaluation.ml.anomaly;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of finding anomalies. */
public final class AnomalyTasks {
    private AnomalyTasks() {}

    public static List<EvaluationTask> all() {
        return List.of(new NabTask(), new SkabTask(), new ThresholdTask());
    }
}
