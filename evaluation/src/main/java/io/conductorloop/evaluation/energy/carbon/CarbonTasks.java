package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.evaluation.EvaluationTask;
import java.util.List;

/** What is evaluated of carbon-aware planning. */
public final class CarbonTasks {
    private CarbonTasks() {}

    public static List<EvaluationTask> all() {
        return List.of(
                new LetsWaitAwhile(),
                new Gaia(),
                new SiteBalancing(),
                new PastOnly(),
                new IntensityForecasts(),
                new RenewableForecasts());
    }
}
