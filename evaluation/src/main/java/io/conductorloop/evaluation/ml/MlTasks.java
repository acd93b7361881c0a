package io.conductorloop.evaluation.ml;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.ml.anomaly.AnomalyTasks;
import io.conductorloop.evaluation.ml.decision.DecisionTasks;
import io.conductorloop.evaluation.ml.federation.FederationTask;
import io.conductorloop.evaluation.ml.forecast.ForecastTasks;
import java.util.ArrayList;
import java.util.List;

/** What is evaluated of the ml service, in the order of its table. */
public final class MlTasks {
    private MlTasks() {}

    public static List<EvaluationTask> all() {
        List<EvaluationTask> tasks = new ArrayList<>();
        tasks.addAll(ForecastTasks.all());
        tasks.addAll(AnomalyTasks.all());
        tasks.addAll(DecisionTasks.all());
        tasks.add(new FederationTask());
        return List.copyOf(tasks);
    }
}
