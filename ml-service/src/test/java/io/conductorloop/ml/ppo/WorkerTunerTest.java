package io.conductorloop.ml.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.ml.files.FileModelRegistry;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTunerTest {
    private static final double PER_WORKER = 100;
    private static final int MOST = 40;
    private static final int STAY = Tuning.stepTowards(0);

    private static final DoubleToIntFunction PLANNED = load -> (int) Math.ceil(1.2 * load / PER_WORKER);

    @TempDir
    private Path folder;

    private final List<Runnable> background = new ArrayList<>();

    /** Follows the load; what it has to beat never takes a worker away. */
    private static final Policy FOLLOWING = observation -> {
        double needed = 1.3 * observation[PipelineSimulator.LATELY] - observation[PipelineSimulator.WORKERS];
        return new int[] {Tuning.stepTowards((int) Math.round(8 * needed))};
    };

    private static final Policy HOARDING = _ -> new int[] {STAY + 1};

    @Test
    void actsOnlyOnceItEarnsMoreOnLoadsThatCameSinceAndNoLongerThanThat() {
        // Given
        WorkerTuner tuner = tuner((model, loads, _, _) ->
                Optional.of(new WorkerCandidate(weights(model, loads), FOLLOWING, List.of(HOARDING))));
        assertThat(tuner.train(load(WorkerTuner.LEAST, 1), PER_WORKER, _ -> 8)).isEqualTo("promoted");

        // When
        OptionalInt first = steps(tuner, load(WorkerTuner.LEAST_SINCE - 1, 2), PER_WORKER);
        boolean before = tuner.acts();
        OptionalInt then = steps(tuner, load(60, 3), PER_WORKER);

        // Then
        assertThat(first).isEmpty();
        assertThat(before).isFalse();
        assertThat(tuner.acts()).isTrue();
        assertThat(then.orElseThrow()).isBetween(6, 14);
        assertThat(tuner.train(load(WorkerTuner.LEAST, 5), PER_WORKER, _ -> 8)).isEqualTo("kept");

        // When: an intent takes a worker five times as long
        OptionalInt slower = steps(tuner, load(1, 4), PER_WORKER / 5);

        // Then
        assertThat(slower).isEmpty();
        assertThat(tuner.train(load(WorkerTuner.LEAST, 5), PER_WORKER / 5, _ -> 40))
                .isEqualTo("promoted");
    }

    @Test
    void stopsWhenItEarnsNoMore() {
        // Given: good while loads change, no better than another that follows
        WorkerTuner tuner = tuner((model, loads, _, _) ->
                Optional.of(new WorkerCandidate(weights(model, loads), FOLLOWING, List.of(FOLLOWING))));
        tuner.train(load(WorkerTuner.LEAST, 1), PER_WORKER, _ -> 8);

        // When
        OptionalInt workers = steps(tuner, load(WorkerTuner.LEAST_SINCE + 60, 2), PER_WORKER);

        // Then
        assertThat(workers).isEmpty();
        assertThat(tuner.acts()).isFalse();
    }

    @Test
    void learnsNothingOfTooLittleAndForgetsWhatIsRefused() {
        WorkerTuner tuner = tuner((_, _, _, _) -> Optional.empty());

        assertThat(tuner.train(load(100, 1), PER_WORKER, _ -> 8)).isEqualTo("too-little-data");
        assertThat(tuner.train(load(WorkerTuner.LEAST, 1), 0, _ -> 8)).isEqualTo("too-little-data");
        assertThat(tuner.train(load(WorkerTuner.LEAST, 1), PER_WORKER, _ -> 8)).isEqualTo("refused");
        assertThat(steps(tuner, load(700, 1), PER_WORKER)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void whatPpoLearntBeatsBothYardsticksOnLoadsItNeverSaw(long seed) {
        // Given: a load that jumps, which a threshold follows too late
        double[] loads = jumping(WorkerTuner.LEAST, 5);

        // When
        WorkerCandidate learnt = learnt(loads, seed).orElseThrow();

        // Then
        assertThat(learnt.yardsticks()).hasSize(2);
        SplittableRandom random = new SplittableRandom(seed);
        double[] later = jumping(WorkerTuner.LEAST, 77);
        assertThat(learnt.earnsMore(later, random)).isTrue();
        assertThat(learnt.cost(later, random)).isLessThan(learnt.yardstickCost(later, random));
        assertThat(tuner((_, _, _, _) -> Optional.of(learnt)).train(loads, PER_WORKER, _ -> 8))
                .isEqualTo("promoted");
    }

    @Test
    void takesUpAfterARestartWhatItLearntWithScoresThatBeginAnew() {
        // Given
        double[] loads = jumping(WorkerTuner.LEAST, 5);
        WorkerTuner before = tuner((_, _, _, _) -> learnt(loads, 11));
        assertThat(before.train(loads, PER_WORKER, PLANNED)).isEqualTo("promoted");
        double[] since = jumping(WorkerTuner.LEAST_SINCE + 60, 3);

        // When
        WorkerTuner after = tuner((_, _, _, _) -> Optional.empty());
        after.resume(perWorker -> {
            assertThat(perWorker).isEqualTo(PER_WORKER);
            return PLANNED;
        });

        // Then
        assertThat(after.acts()).isFalse();
        assertThat(steps(after, since, PER_WORKER))
                .isEqualTo(steps(before, since, PER_WORKER))
                .isPresent();
        assertThat(after.acts()).isTrue();
    }

    @Test
    void takesBackWhatItLearntLastThenWhatItLearntBeforeThenNothing() {
        // Given: it has learnt twice, and steers
        double[] loads = load(WorkerTuner.LEAST, 1);
        WorkerTuner tuner = tuner((model, some, _, _) ->
                Optional.of(new WorkerCandidate(weights(model, some), FOLLOWING, List.of(HOARDING))));
        tuner.train(loads, PER_WORKER, PLANNED);
        tuner.train(loads, PER_WORKER, PLANNED);
        assertThat(steps(tuner, load(WorkerTuner.LEAST_SINCE + 60, 2), PER_WORKER))
                .isPresent();

        // When
        tuner.rollBack(_ -> PLANNED);

        // Then
        assertThat(tuner.acts()).isFalse();
        assertThat(tuner.acting()).map(ModelVersion::number).contains(1);
        assertThat(tuner.versions())
                .extracting(ModelVersion::state)
                .containsExactly(ModelVersion.State.CHAMPION, ModelVersion.State.ROLLED_BACK);

        // When
        tuner.rollBack(_ -> PLANNED);

        // Then
        assertThat(tuner.acting()).isEmpty();
        assertThat(steps(tuner, load(WorkerTuner.LEAST_SINCE + 60, 2), PER_WORKER))
                .isEmpty();
    }

    @Test
    void leavesWhatIsDamagedOrLearntForOtherSettings() throws IOException {
        // Given
        double[] loads = jumping(WorkerTuner.LEAST, 5);
        tuner((_, _, _, _) -> learnt(loads, 11)).train(loads, PER_WORKER, PLANNED);
        double[] since = jumping(WorkerTuner.LEAST_SINCE + 60, 3);

        // When
        WorkerTuner fewer = new WorkerTuner(MOST - 1, 3, 7, lifecycle(), background::add, new SplittableRandom(1));
        fewer.resume(_ -> PLANNED);
        Path file = folder.resolve("version-1");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        WorkerTuner damaged = tuner((_, _, _, _) -> Optional.empty());
        damaged.resume(_ -> PLANNED);

        // Then
        assertThat(steps(fewer, since, PER_WORKER)).isEmpty();
        assertThat(steps(damaged, since, PER_WORKER)).isEmpty();
    }

    @Test
    void readsNoPolicyOutOfWhatIsNone() {
        // Given
        byte[] sound = weights(new PipelineModel(PER_WORKER, 3, 7, MOST), new double[] {800})
                .toBytes();
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);

        // Then
        assertThat(WorkerWeights.fromBytes(sound).toBytes()).isEqualTo(sound);
        assertThatIllegalArgumentException().isThrownBy(() -> WorkerWeights.fromBytes(new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerWeights.fromBytes(Arrays.copyOf(sound, sound.length - 1)));
        for (int i = 0; i < 2_000; i++) {
            byte[] other = sound.clone();
            other[random.nextInt(100)] = (byte) random.nextInt();
            try {
                WorkerWeights read = WorkerWeights.fromBytes(other);
                assertThat(read.toBytes()).as("seed %d", seed).isEqualTo(other);
                assertThat(read.learnt().decide(new double[PipelineSimulator.OBSERVED]))
                        .as("seed %d", seed)
                        .hasSize(1);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageStartingWith("no policy for workers");
            }
        }
    }

    private static Optional<WorkerCandidate> learnt(double[] loads, long seed) {
        return WorkerCandidate.learnt(
                new PipelineModel(PER_WORKER, 3, 7, MOST), loads, PLANNED, 20_480, new SplittableRandom(seed));
    }

    private static WorkerWeights weights(PipelineModel model, double[] loads) {
        int parameters = Ppo.actor(PipelineSimulator.OBSERVED, WorkerWeights.HIDDEN, GuidedWorld.corrections(1))
                .parameters()
                .length;
        return new WorkerWeights(
                model,
                WorkerCandidate.mean(loads),
                new ThresholdRule(0.8, 0.5, STAY + 1, STAY - 1, 1, 1, 2),
                new double[parameters]);
    }

    private ModelLifecycle lifecycle() {
        return new ModelLifecycle(
                new FileModelRegistry(folder, 3), InstantSource.fixed(Instant.parse("2026-11-23T18:30:00Z")));
    }

    private WorkerTuner tuner(WorkerTuner.Learning learning) {
        return new WorkerTuner(MOST, 3, 7, learning, lifecycle(), background::add, new SplittableRandom(1));
    }

    private OptionalInt steps(WorkerTuner tuner, double[] loads, double perWorker) {
        OptionalInt workers = OptionalInt.empty();
        for (double load : loads) {
            workers = tuner.step(load, 0, 10, perWorker);
            background.forEach(Runnable::run);
            background.clear();
        }
        return workers;
    }

    private static double[] load(int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] load = new double[steps];
        for (int i = 0; i < steps; i++) {
            load[i] = 800 + 300 * Math.sin(i / 50.0) + 50 * random.nextGaussian();
        }
        return load;
    }

    private static double[] jumping(int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] load = new double[steps];
        for (int i = 0; i < steps; i++) {
            load[i] = ((i / 20) % 2 == 0 ? 400 : 1_400) + 40 * random.nextGaussian();
        }
        return load;
    }
}
