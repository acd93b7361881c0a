package io.conductorloop.ml.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.lifecycle.InMemoryModelRegistry;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.metrics.MicrometerMlMetrics;
import io.conductorloop.ml.ppo.StoredPolicies;
import io.conductorloop.ml.workers.ScalingPrediction.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkerModelsTest {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final ServiceLimits LIMITS =
            new ServiceLimits(true, 1, 5, 8, 50, 500, 1_000, Duration.ofMillis(50), Duration.ofSeconds(10));

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Runnable> background = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-23T18:30:00Z");
    private int second;
    private final Steering steering = new Steering(
            Map.of("executor", LIMITS),
            STEP,
            0.02,
            LoadForecasters.liveRegression(),
            new BatchObjective(Duration.ofMillis(500), 0.5, 0.01, 0.1),
            () -> true,
            () -> now);
    private final WorkerModels models = new WorkerModels(
            "executor",
            steering,
            StoredPolicies.findingOneThatFollows(
                    40, new ModelLifecycle(new InMemoryModelRegistry(5), () -> now), background::add, random),
            background::add,
            new MicrometerMlMetrics(meters));

    @Test
    void learnsInTheBackgroundSteersAndIsTakenBackAtOnce() {
        // Given
        seconds(2_600);
        assertThat(models.retrain()).isTrue();
        assertThat(models.isTraining()).isTrue();
        assertThat(models.retrain()).as("one at a time").isFalse();
        runBackground();
        assertThat(models.isTraining()).isFalse();
        assertThat(trainings("promoted")).isEqualTo(1);
        assertThat(reason()).isNotEqualTo(Reason.TUNED);

        // When
        seconds(700);

        // Then
        assertThat(models.steers()).isTrue();
        assertThat(reason()).isEqualTo(Reason.TUNED);

        // When
        models.rollBack();

        // Then: before the next step
        assertThat(reason()).isNotEqualTo(Reason.TUNED);
        assertThat(models.acting()).isEmpty();
        assertThat(models.versions()).extracting(ModelVersion::state).containsExactly(ModelVersion.State.ROLLED_BACK);
    }

    @Test
    void saysThatThereIsTooLittle() {
        seconds(10);

        models.retrain();
        runBackground();

        assertThat(trainings("too-little-data")).isEqualTo(1);
        assertThat(models.versions()).isEmpty();
    }

    private double trainings(String result) {
        return meters.counter("conductor.loop.ml.trainings", "model", "workers-executor", "result", result)
                .count();
    }

    private Reason reason() {
        return steering.advice("executor").orElseThrow().scaling().reason();
    }

    /** A worker finishes a hundred intents in a second. */
    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plus(STEP);
            steering.observe(Samples.of("executor")
                    .arriving(800 + 300 * Math.sin(second++ / 50.0) + 50 * random.nextGaussian())
                    .batch(100, Duration.ofMillis(120), Duration.ofMillis(10))
                    .at(now));
            runBackground();
        }
    }

    private void runBackground() {
        List<Runnable> work = List.copyOf(background);
        background.clear();
        work.forEach(Runnable::run);
    }
}
