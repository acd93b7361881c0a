package io.conductorloop.ml.web;

import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.steering.LoadModels;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.WorkerModels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How each kind of model is shown. */
final class ModelViews {
    /** The name of the model that sites share. */
    static final String SHARED = "federated";

    private final Steering steering;

    ModelViews(Steering steering) {
        this.steering = steering;
    }

    /**
     * A version that was trained.
     *
     * @param number by this instance's own count
     * @param state champion, retired, rolled-back or refused
     * @param rows it was trained on
     * @param error its mean error in its trial, intents in a step; of workers what a step costs in the simulation less what it earns;
     *     absent where nobody tried it
     * @param baselineError that of what spoke then, or of the better yardstick, on the same rows
     */
    record VersionView(
            int number,
            String state,
            Instant trainedAt,
            long rows,
            @Nullable Double error,
            @Nullable Double baselineError) {
        static VersionView of(ModelVersion version) {
            return new VersionView(
                    version.number(),
                    version.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    version.trainedAt(),
                    version.rows(),
                    number(version.error()),
                    number(version.baselineError()));
        }

        private static @Nullable Double number(double error) {
            return Double.isFinite(error) ? error : null;
        }
    }

    /**
     * The regression that learns with every load, beside which trained versions stand.
     *
     * @param errorRatio its errors over the plain forecaster's
     * @param fallbackShare of the steps in which the plain one spoke in its place
     * @param stepsSeen since this instance started
     */
    record LiveView(double errorRatio, double fallbackShare, long stepsSeen) {}

    /**
     * A model.
     *
     * @param kind load, workers or shared: what it foresees or decides
     * @param speaking what decides that now, by service: this model's version or what stands beside it
     * @param errorRatios errors of the version that acts over those of what speaks without it, of late, by service; none of workers, which have
     *     a score in each version
     * @param live absent but for loads
     * @param training whether one is under way; of a shared model, whether this site leads a round
     * @param versions oldest first
     */
    record ModelView(
            String name,
            String kind,
            Map<String, String> speaking,
            Map<String, Double> errorRatios,
            @Nullable LiveView live,
            boolean training,
            List<VersionView> versions) {}

    ModelView load(LoadModels some) {
        String service = some.service();
        return new ModelView(
                some.name(),
                "load",
                Map.of(service, steering.speaking(service)),
                Map.of(service, finite(steering.trainedErrorRatio(service))),
                new LiveView(
                        finite(steering.errorRatio(service)), steering.fallbackShare(service), steering.steps(service)),
                some.isTraining(),
                versions(some.versions()));
    }

    ModelView workers(WorkerModels some) {
        return new ModelView(
                some.name(),
                "workers",
                Map.of(some.service(), some.steers() ? "ppo" : "queueing model"),
                Map.of(),
                null,
                some.isTraining(),
                versions(some.versions()));
    }

    ModelView shared(Federation federation) {
        return new ModelView(
                SHARED,
                "shared",
                byService(steering::speaking),
                byService(service -> finite(steering.sharedErrorRatio(service))),
                null,
                federation.status().roundOpen(),
                versions(federation.versions()));
    }

    private <T> Map<String, T> byService(Function<String, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        steering.services().forEach(service -> values.put(service, value.apply(service)));
        return values;
    }

    private static List<VersionView> versions(List<ModelVersion> versions) {
        return versions.stream().map(VersionView::of).toList();
    }

    /** JSON has no infinity. */
    private static double finite(double ratio) {
        return Double.isFinite(ratio) ? ratio : Double.MAX_VALUE;
    }
}
