package io.conductorloop.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ml.lifecycle.ModelLifecycle.Acting;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import io.conductorloop.ml.lifecycle.ModelVersion.State;
import io.conductorloop.ml.lifecycle.Verdict.Cause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLifecycleTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));

    private final ModelRegistry registry = new InMemoryModelRegistry(5);
    private final ModelLifecycle lifecycle = new ModelLifecycle(registry, CLOCK);

    @Test
    void letsNothingActBeforeAVersionHasWon() {
        assertThat(lifecycle.acting()).isEmpty();
        assertThat(lifecycle.rollBack()).isEmpty();
        assertThat(lifecycle.submit(challenger(1), trial(1.0, 1))).isInstanceOf(Verdict.Refused.class);
        assertThat(lifecycle.acting()).isEmpty();
    }

    @Test
    void promotesAChallengerThatIsBetterAndRetiresTheOneBefore() {
        // When
        lifecycle.submit(challenger(1), trial(0.8, 1));
        Verdict second = lifecycle.submit(challenger(2), trial(0.8, 2));

        // Then
        assertThat(second).isInstanceOf(Verdict.Promoted.class);
        assertThat(lifecycle.acting()).map(Acting::weights).hasValue(new byte[] {2});
        assertThat(registry.versions()).extracting(ModelVersion::state).containsExactly(State.RETIRED, State.CHAMPION);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rarelyPromotesAChallengerThatIsNoBetter(long seed) {
        // Given
        RandomGenerator random = new SplittableRandom(seed);
        int promoted = 0;

        // When
        for (int i = 0; i < 200; i++) {
            if (lifecycle.submit(challenger(1), trial(1, random.nextLong())) instanceof Verdict.Promoted) {
                promoted++;
            }
        }

        // Then
        assertThat(promoted).isLessThan(22);
    }

    @Test
    void neverPromotesWhatIsPoisonedOrExploding() {
        // Given
        lifecycle.submit(challenger(1), trial(0.8, 1));
        Trial won = trial(0.5, 2);
        double[] broken = won.challenger().clone();
        broken[100] = Double.NaN;

        // When, Then
        assertThat(cause(lifecycle.submit(new Challenger(new byte[] {2}, Double.NaN, 10), won)))
                .isEqualTo(Cause.NOT_A_NUMBER);
        assertThat(cause(lifecycle.submit(challenger(3), new Trial(broken, won.acting()))))
                .isEqualTo(Cause.NOT_A_NUMBER);
        assertThat(cause(lifecycle.submit(new Challenger(new byte[] {4}, 1e6, 10), won)))
                .isEqualTo(Cause.EXPLODED);
        assertThat(cause(lifecycle.submit(challenger(5), trial(3, 3)))).isEqualTo(Cause.NOT_BETTER);
        assertThat(lifecycle.acting()).map(Acting::weights).hasValue(new byte[] {1});
    }

    @Test
    void rollsBackToTheVersionBeforeAndThenToTheBaseline() {
        // Given
        lifecycle.submit(challenger(1), trial(0.8, 1));
        lifecycle.submit(challenger(2), trial(0.8, 2));

        // When, Then
        assertThat(lifecycle.rollBack()).map(Acting::weights).hasValue(new byte[] {1});
        assertThat(registry.versions())
                .extracting(ModelVersion::state)
                .containsExactly(State.CHAMPION, State.ROLLED_BACK);
        assertThat(lifecycle.rollBack()).isEmpty();
        assertThat(lifecycle.acting()).isEmpty();
    }

    @Test
    void letsTheSameVersionActAfterARestart() {
        // Given
        lifecycle.submit(challenger(1), trial(0.8, 1));
        lifecycle.submit(challenger(2), trial(0.8, 2));

        // When
        ModelLifecycle restarted = new ModelLifecycle(registry, CLOCK);

        // Then
        assertThat(restarted.acting().orElseThrow().version())
                .isEqualTo(lifecycle.acting().orElseThrow().version());
    }

    @Test
    void noticesThatErrorsGrewForGoodAndNotThatTheyVary() {
        // Given
        RandomGenerator random = new SplittableRandom(8);
        DriftDetector detector = new DriftDetector(0.25, 40);
        int early = 0;
        int steps = 0;

        // When
        for (int i = 0; i < 5000; i++) {
            early += detector.drifted(Math.abs(random.nextGaussian())) ? 1 : 0;
        }
        while (steps < 500 && !detector.drifted(2 * Math.abs(random.nextGaussian()))) {
            steps++;
        }

        // Then
        assertThat(early).isZero();
        assertThat(steps).isBetween(20, 150);
        assertThat(detector.drifted(Double.NaN)).isTrue();
    }

    private static Challenger challenger(int content) {
        return new Challenger(new byte[] {(byte) content}, 10, 1000);
    }

    private static Cause cause(Verdict verdict) {
        return ((Verdict.Refused) verdict).cause();
    }

    /** 400 rows on which the challenger's errors are {@code share} times as large as the acting model's, in the mean. */
    private static Trial trial(double share, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] acting = new double[400];
        double[] challenger = new double[400];
        Arrays.setAll(acting, i -> Math.abs(random.nextGaussian()));
        Arrays.setAll(challenger, i -> share * Math.abs(random.nextGaussian()));
        return new Trial(challenger, acting);
    }
}
