package io.conductorloop.ml.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchSizingTest {
    private static final BatchObjective OBJECTIVE = new BatchObjective(Duration.ofMillis(500), 1, 0.1, 0.5);
    private static final BatchSizing PLAIN = new FixedBatchSizing(16, Duration.ofMillis(250));

    private static LearningBatchSizing taught(double fixed, double perItem) {
        LearningBatchSizing sizing = new LearningBatchSizing(OBJECTIVE, 64, PLAIN);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            int items = 1 + random.nextInt(32);
            sizing.learn(items, 1024.0 * items, Duration.ofNanos((long) (1e9 * (fixed + perItem * items))));
        }
        return sizing;
    }

    @Test
    void learnsProcessingTimesFromNoise() {
        // Given
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        ProcessingTimeModel model = new ProcessingTimeModel(1, 1);

        // When
        for (int i = 0; i < 3000; i++) {
            int items = 1 + random.nextInt(40);
            double bytes = items * 1024 * (1 + random.nextInt(8));
            model.learn(
                    items, bytes, (0.04 + 0.004 * items + 0.001 * bytes / 1024) * (0.9 + 0.2 * random.nextDouble()));
        }

        // Then
        assertThat(model.seconds(10, 40 * 1024)).as("seed %d", seed).isCloseTo(0.12, within(0.01));
    }

    @Test
    void aTimeThatIsNoNumberTeachesNothing() {
        ProcessingTimeModel model = new ProcessingTimeModel(0.5, 0);

        model.learn(10, 10, Double.NaN);
        model.learn(10, 10, -1);

        assertThat(model.seconds(10, 10)).isEqualTo(0.5);
        assertThat(model.learnt()).isZero();
    }

    @Test
    void batchesGrowWithTheLoadAndStayWithinTheBound() {
        // Given
        LearningBatchSizing sizing = taught(0.04, 0.004);

        // When
        int calm = sizing.decide(new QueueState(0, 2, 1024)).size();
        int busy = sizing.decide(new QueueState(20, 60, 1024)).size();
        int flooded = sizing.decide(new QueueState(5000, 500, 1024)).size();

        // Then
        assertThat(calm).isLessThan(busy);
        assertThat(busy).isLessThanOrEqualTo(flooded);
        assertThat(flooded).isEqualTo(64);
    }

    @Test
    void neverWaitsLongerThanTheTarget() {
        assertThat(taught(0.04, 0.004).decide(new QueueState(1, 1e-6, 1024)).patience())
                .isLessThanOrEqualTo(OBJECTIVE.target());
    }

    @Test
    void sizesAsThePlainWayUntilEnoughWasSeen() {
        LearningBatchSizing sizing = new LearningBatchSizing(OBJECTIVE, 64, PLAIN);

        assertThat(sizing.decide(new QueueState(100, 100, 10))).isEqualTo(PLAIN.decide(new QueueState(0, 0, 0)));
    }
}
