package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of forecasting, in the order of the table. */
public final class ForecastTasks {
    private ForecastTasks() {}

    public static List<EvaluationTask> all() {
        return List.of(
                TrafficTask.WIKIPEDIA, TrafficTask.NASA, TrafficTask.WORLD_CUP, new WorkersTask(), new DriftTask());
    }
}
