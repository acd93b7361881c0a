package io.conductorloop.ml.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkerTunerTest {
    private static final double PER_WORKER = 100;
    private static final int MOST = 40;
    private static final int STAY = Tuning.stepTowards(0);

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
                Optional.of(new WorkerCandidate(model, WorkerCandidate.mean(loads), FOLLOWING, List.of(HOARDING))));
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
    }

    @Test
    void stopsWhenItEarnsNoMore() {
        // Given: good while loads change, no better than another that follows
        WorkerTuner tuner = tuner((model, loads, _, _) ->
                Optional.of(new WorkerCandidate(model, WorkerCandidate.mean(loads), FOLLOWING, List.of(FOLLOWING))));
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

    @Test
    void whatPpoLearntBeatsBothYardsticksOnLoadsItNeverSawOrIsRefused() {
        // Given
        SplittableRandom random = new SplittableRandom(11);
        PipelineModel model = new PipelineModel(PER_WORKER, 3, 7, MOST);
        double[] loads = load(WorkerTuner.LEAST, 5);

        // When
        Optional<WorkerCandidate> learnt =
                WorkerCandidate.learnt(model, loads, load -> (int) Math.ceil(1.2 * load / PER_WORKER), 4_096, random);

        // Then
        double[] last = Arrays.copyOfRange(loads, (int) (0.8 * loads.length), loads.length);
        learnt.ifPresent(candidate -> {
            assertThat(candidate.yardsticks()).hasSize(2);
            assertThat(candidate.earnsMore(last, random)).isTrue();
        });
        assertThat(tuner((_, _, _, _) -> learnt).train(loads, PER_WORKER, _ -> 8))
                .isEqualTo(learnt.isPresent() ? "promoted" : "refused");
    }

    private WorkerTuner tuner(WorkerTuner.Learning learning) {
        return new WorkerTuner(MOST, 3, 7, learning, background::add, new SplittableRandom(1));
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
}
