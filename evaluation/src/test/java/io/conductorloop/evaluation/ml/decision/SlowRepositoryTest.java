package io.conductorloop.evaluation.ml.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlowRepositoryTest {
    private static final double FOREVER = Double.POSITIVE_INFINITY;

    @Test
    void withoutALeadTheFirstGoesFirst() {
        SlowRepository repository = repository(ownPackages(new double[] {0, 1, 2}, 5, 0, 10), 15);

        repository.run(FOREVER, 0);

        // Begun at 0, 10 and 20; waited 0, 9 and 18 s.
        assertThat(repository.weightedWaiting(0)).isCloseTo(9 * 1 + 18 * 11, within(1e-9));
        assertThat(repository.tooLong(0)).isZero();
    }

    @Test
    void aLeadLetsTheUrgentPass() {
        SlowRepository repository = repository(ownPackages(new double[] {0, 1, 2}, 5, 0, 10), 15);

        repository.run(FOREVER, 2);

        assertThat(repository.weightedWaiting(0)).isCloseTo(8 * 11 + 19 * 1, within(1e-9));
        assertThat(repository.tooLong(0)).isOne();
    }

    @Test
    void whoWaitsLongerThanTheLeadIsNotPassed() {
        // The last comes more than ten steps of 2 s after the one before it, and is one that waits for two others.
        SlowRepository repository = repository(ownPackages(new double[] {0, 0, 0, 0.5, 21}, 5, 5, 5, 0, 10), FOREVER);

        repository.run(FOREVER, 2);

        // Begun at 0, 10, 20, and then at 30 the lowest, which waits since 0.5, before the urgent one, since 21 and 20
        // s ahead of that.
        assertThat(repository.weightedWaiting(0)).isCloseTo(6 * (10 + 20) + 29.5 + 19 * 11, within(1e-9));
    }

    @Test
    void whatComesForAPackageBeforeItsTurnIsInOneRevision() {
        UrgentArrivals arrivals =
                new UrgentArrivals(new double[] {0, 1, 2, 3}, new int[] {5, 0, 5, 10}, new int[] {0, 1, 2, 1}, 3);
        SlowRepository repository = repository(arrivals, FOREVER);

        repository.run(FOREVER, 2);

        // Package 1 has become as urgent as its last and waits since its first: both of it at 10, then package 2 at 20.
        assertThat(repository.weightedWaiting(0)).isCloseTo(9 + 7 * 11 + 18 * 6, within(1e-9));
    }

    @Test
    void whatStillWaitsIsCounted() {
        SlowRepository repository = repository(ownPackages(new double[] {0, 1}, 5, 0), 3);

        repository.run(5, 2);

        assertThat(repository.weightedWaiting(5)).isCloseTo(4, within(1e-9));
        assertThat(repository.tooLong(4)).isZero();
        assertThat(repository.tooLong(5)).isOne();
    }

    @Test
    void aCopyGoesOnByItself() {
        SlowRepository repository = repository(ownPackages(new double[] {0, 1, 2}, 5, 0, 10), 15);
        repository.run(5, 0);

        SlowRepository copy = repository.copy();
        copy.run(FOREVER, 2);
        repository.run(FOREVER, 0);

        assertThat(copy.weightedWaiting(0)).isCloseTo(8 * 11 + 19, within(1e-9));
        assertThat(repository.weightedWaiting(0)).isCloseTo(9 + 18 * 11, within(1e-9));
    }

    @Test
    void anOrderByPriorityAloneWaitsLeastByWeight() {
        long seed = 7;
        double[] perMinute = new double[120];
        Arrays.setAll(perMinute, minute -> minute % 30 < 10 ? 60 : 20);
        PriorityReplay replay = new PriorityReplay(perMinute, 0, new SplittableRandom(seed));

        // Smith's rule: all revisions take as long, so the heaviest first.
        double least = replay.fixed(1e9).waiting();
        for (double lead : PriorityReplay.LEADS) {
            assertThat(replay.fixed(lead).waiting())
                    .as("seed %d, lead %s", seed, lead)
                    .isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void whoKnowsWhatComesIsNotDearerThanWhoDoesNotLook() {
        long seed = 11;
        double[] perMinute = new double[120];
        Arrays.setAll(perMinute, minute -> minute % 30 < 10 ? 60 : 20);
        PriorityReplay replay = new PriorityReplay(perMinute, 0, new SplittableRandom(seed));

        assertThat(replay.knowingIntents(2).cost())
                .as("seed %d", seed)
                .isLessThan(replay.fixed(2).cost());
    }

    private static SlowRepository repository(UrgentArrivals arrivals, double bound) {
        return new SlowRepository(arrivals, 10, bound);
    }

    private static UrgentArrivals ownPackages(double[] times, int... priorities) {
        int[] packages = new int[times.length];
        Arrays.setAll(packages, i -> i);
        return new UrgentArrivals(times, priorities, packages, 0);
    }
}
