package io.conductorloop.ml.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.files.FileModelRegistry;
import io.conductorloop.ml.forecast.EncoderShape;
import io.conductorloop.ml.forecast.EncoderTraining;
import io.conductorloop.ml.forecast.EncoderWeights;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.lifecycle.ModelVersion.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadModelsTest {
    private static final int WEEKS_OF_HOURS = 600;
    private static final ServiceLimits LIMITS =
            new ServiceLimits(true, 1, 8, 8, 50, 500, 1_000, Duration.ofMillis(50), Duration.ofSeconds(10));

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-23T00:30:00Z");
    private final Random random = new Random(7);
    private final List<String> results = new ArrayList<>();
    private Steering steering;

    @BeforeEach
    void watchForWeeks() {
        steering = steering();
        hours(WEEKS_OF_HOURS);
    }

    @Test
    void promotesAModelThatErrsLessAndLetsItSpeak() {
        // Given
        LoadModels models = models(LoadModelsTest::quantiles, Runnable::run);

        // When
        models.retrain();
        hours(100);

        // Then
        assertThat(results).as("%s", models.versions()).containsExactly("promoted");
        assertThat(models.acting()).map(ModelVersion::number).contains(1);
        assertThat(steering.speaking("executor")).isEqualTo("transformer-1");
        assertThat(steering.trainedErrorRatio("executor")).isLessThan(1);
    }

    @Test
    void letsTheSameVersionActAfterARestart() {
        // Given
        models(LoadModelsTest::quantiles, Runnable::run).retrain();

        // When
        steering = steering();
        hours(WEEKS_OF_HOURS);
        LoadModels again = models(LoadModelsTest::quantiles, Runnable::run);
        hours(100);

        // Then
        assertThat(again.acting()).map(ModelVersion::number).contains(1);
        assertThat(steering.speaking("executor")).isEqualTo("transformer-1");
    }

    @Test
    void takesAVersionBack() {
        // Given
        LoadModels models = models(LoadModelsTest::quantiles, Runnable::run);
        models.retrain();
        hours(100);

        // When
        models.rollBack();

        // Then
        assertThat(models.acting()).isEmpty();
        assertThat(models.versions()).extracting(ModelVersion::state).containsExactly(State.ROLLED_BACK);
        assertThat(steering.speaking("executor")).isNotEqualTo("transformer-1");
    }

    @Test
    void neverLetsABrokenModelAct() {
        // Given
        LoadModels broken = models((shape, _, _) -> filled(shape, Float.NaN), Runnable::run);
        LoadModels exploding = models((shape, _, _) -> filled(shape, 1e30f), Runnable::run);
        LoadModels failing = models(
                (_, _, _) -> {
                    throw new IllegalStateException("as the test wants");
                },
                Runnable::run);

        // When
        broken.retrain();
        exploding.retrain();
        assertThatIllegalStateException().isThrownBy(failing::retrain).withMessage("as the test wants");

        // Then
        assertThat(results).containsExactly("refused", "refused", "failed");
        assertThat(steering.speaking("executor")).doesNotContain("transformer");
        assertThat(failing.isTraining()).isFalse();
    }

    @Test
    void replacesWhatAnEarlierBuildLearntAndThisOneCannotRead() {
        // Given
        new ModelLifecycle(new FileModelRegistry(folder.resolve("load-executor"), 5), () -> now)
                .install(new Challenger(new byte[] {1, 2, 3}, 1, 400), 1, 2);
        LoadModels models = models(LoadModelsTest::quantiles, Runnable::run);
        assertThat(steering.speaking("executor")).doesNotContain("transformer");

        // When
        models.retrain();

        // Then
        assertThat(results).containsExactly("promoted");
        assertThat(models.acting()).map(ModelVersion::number).contains(2);
    }

    @Test
    void trainsOneAtATimeAndNotOnTooLittle() {
        // Given
        List<Runnable> waiting = new ArrayList<>();
        steering = steering();
        hours(100);
        LoadModels models = models(LoadModelsTest::quantiles, waiting::add);

        // When
        assertThat(models.retrain()).isTrue();
        assertThat(models.retrain()).isFalse();
        waiting.forEach(Runnable::run);

        // Then
        assertThat(results).containsExactly("too-little-data");
        assertThat(models.versions()).isEmpty();
        assertThat(models.retrain()).isTrue();
    }

    private LoadModels models(EncoderTraining training, Executor background) {
        return new LoadModels(
                "executor",
                steering,
                new FileModelRegistry(folder.resolve("load-executor"), 5),
                training,
                background,
                new Results(),
                () -> now);
    }

    private Steering steering() {
        return new Steering(
                Map.of("executor", LIMITS),
                Duration.ofHours(1),
                0.02,
                LoadForecasters.liveRegression(),
                new BatchObjective(Duration.ofMillis(500), 0.5, 0.01, 0.1),
                () -> true,
                () -> now);
    }

    /** A load with rare peaks, of which least squares make too much. */
    private void hours(int count) {
        for (int hour = 0; hour < count; hour++) {
            double load = random.nextInt(10) < 3 ? 200 : 100;
            for (int sample = 0; sample < 2; sample++) {
                Duration half = Duration.ofMinutes(30);
                now = now.plus(half);
                steering.observe(Samples.of("executor")
                        .over(half)
                        .arriving(load / 2 / half.toSeconds())
                        .at(now));
            }
        }
    }

    /** The plainest encoder: whatever the window, the quantiles of what followed the examples. */
    private static EncoderWeights quantiles(
            EncoderShape shape, List<EncoderTraining.Example> examples, EncoderTraining.Plan plan) {
        double[] targets = examples.stream()
                .mapToDouble(EncoderTraining.Example::target)
                .sorted()
                .toArray();
        Map<String, float[]> values = new LinkedHashMap<>(filled(shape, 0).values());
        float[] answers = new float[shape.outputs()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = (float) targets[(int) (plan.levels().get(i) * (targets.length - 1))];
        }
        values.put("outBias", answers);
        return new EncoderWeights(shape, values);
    }

    private static EncoderWeights filled(EncoderShape shape, float value) {
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.parameters().forEach((name, dimensions) -> {
            float[] parameter = new float[(int) Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
            Arrays.fill(parameter, value);
            values.put(name, parameter);
        });
        return new EncoderWeights(shape, values);
    }

    /** Keeps what became of trainings. */
    private final class Results implements SteeringMetrics {
        @Override
        public void sampled(String service) {}

        @Override
        public void passedOver(String why) {}

        @Override
        public void advised(String service) {}

        @Override
        public void lost(String service) {}

        @Override
        public void anomaly() {}

        @Override
        public void trained(String model, String result) {
            results.add(result);
        }
    }
}
