package io.conductorloop.messaging.directive;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Directive;
import io.conductorloop.messaging.directive.Hearing.Cause;
import io.conductorloop.messaging.directive.Hearing.NotForUs;
import io.conductorloop.messaging.directive.Hearing.Refused;
import io.conductorloop.messaging.directive.Hearing.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatestDirectiveTest {
    private static final Instant START = Instant.parse("2026-11-23T18:30:00Z");
    private static final int WORKERS = 4;
    private static final int BATCH = 500;

    private Instant now = START;
    private final LatestDirective latest =
            new LatestDirective("executor", new DirectiveBounds(8, 1_000, Duration.ofMinutes(5)), () -> now);

    @Test
    void leavesWhatIsConfiguredUntilAdvised() {
        assertThat(latest.workers(WORKERS)).isEqualTo(WORKERS);
        assertThat(latest.batchSize(BATCH)).isEqualTo(BATCH);
        assertThat(latest.holds()).isFalse();
    }

    @Test
    void takesAdviceUntilItsTimeIsOver() {
        // Given
        assertThat(latest.hear(ml(6, 800))).isEqualTo(new Taken(false));
        assertThat(latest.workers(WORKERS)).isEqualTo(6);
        assertThat(latest.batchSize(BATCH)).isEqualTo(800);

        // When
        now = START.plusSeconds(30);

        // Then
        assertThat(latest.workers(WORKERS)).isEqualTo(WORKERS);
        assertThat(latest.batchSize(BATCH)).isEqualTo(BATCH);
        assertThat(latest.holds()).isFalse();
    }

    @Test
    void leavesAbsentPartsAsTheyAre() {
        assertThat(latest.hear(ml(null, 20))).isEqualTo(new Taken(false));
        assertThat(latest.workers(WORKERS)).isEqualTo(WORKERS);
        assertThat(latest.batchSize(BATCH)).isEqualTo(20);
    }

    @Test
    void takesWhatIsBeyondTheBoundsBackToThem() {
        assertThat(latest.hear(ml(1_000_000, 1_000_000))).isEqualTo(new Taken(true));
        assertThat(latest.workers(WORKERS)).isEqualTo(8);
        assertThat(latest.batchSize(BATCH)).isEqualTo(1_000);
    }

    @Test
    void believesNoDirectiveForLongerThanItsBounds() {
        // Given
        Directive forADay = directive(Directive.ML, START, START.plus(Duration.ofDays(1)), 6, null);
        assertThat(latest.hear(forADay)).isEqualTo(new Taken(true));

        // When
        now = START.plus(Duration.ofMinutes(5));

        // Then
        assertThat(latest.workers(WORKERS)).isEqualTo(WORKERS);
    }

    @Test
    void letsTheNewestOfAnAdviserHold() {
        // Given
        latest.hear(directive(Directive.ML, START.minusSeconds(1), START.plusSeconds(20), 6, null));

        // When
        Hearing older = latest.hear(directive(Directive.ML, START.minusSeconds(2), START.plusSeconds(20), 2, null));
        Hearing same = latest.hear(directive(Directive.ML, START.minusSeconds(1), START.plusSeconds(20), 7, null));

        // Then
        assertThat(older).isEqualTo(new Refused(Cause.OUTDATED));
        assertThat(same).isEqualTo(new Taken(false));
        assertThat(latest.workers(WORKERS)).isEqualTo(7);
    }

    @Test
    void refusesWhatItCannotBelieve() {
        assertThat(latest.hear(directive("somebody", START, START.plusSeconds(9), 6, null)))
                .isEqualTo(new Refused(Cause.UNKNOWN_ADVISER));
        assertThat(latest.hear(directive(Directive.ML, START.minusSeconds(9), START, 6, null)))
                .isEqualTo(new Refused(Cause.EXPIRED));
        assertThat(latest.hear(directive(Directive.ML, START.plusSeconds(31), START.plusSeconds(60), 6, null)))
                .isEqualTo(new Refused(Cause.FROM_THE_FUTURE));
        assertThat(latest.workers(WORKERS)).isEqualTo(WORKERS);
    }

    @Test
    void hearsNothingThatIsForOthers() {
        Directive other = new Directive("validation", Directive.ML, "b", 1, START, START.plusSeconds(9), 1, 1, null);
        assertThat(latest.hear(other)).isEqualTo(new NotForUs());
        assertThat(latest.workers(WORKERS)).isEqualTo(WORKERS);
    }

    @Test
    void letsEnergyCutWhatMlAdvisesAndRaiseNothing() {
        // Given
        Directive energy = directive(Directive.ENERGY, START, START.plusSeconds(20), 3, null);

        // Then
        latest.hear(energy);
        assertThat(latest.workers(WORKERS)).as("energy alone cuts").isEqualTo(3);
        assertThat(latest.workers(2)).as("energy alone raises nothing").isEqualTo(2);
        latest.hear(ml(6, null));
        assertThat(latest.workers(WORKERS)).as("ml is cut").isEqualTo(3);
        latest.hear(directive(Directive.ML, START, START.plusSeconds(30), 2, null));
        assertThat(latest.workers(WORKERS)).as("ml wants fewer").isEqualTo(2);
        now = START.plusSeconds(25);
        latest.hear(ml(6, null));
        assertThat(latest.workers(WORKERS)).as("energy's time is over").isEqualTo(6);
    }

    @Test
    void staysWithinItsBoundsWhateverItHears() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant decided = START.plusSeconds(random.nextInt(-100, 100));
            Directive any = new Directive(
                    random.nextBoolean() ? "executor" : "other",
                    random.nextBoolean() ? Directive.ML : Directive.ENERGY,
                    "liar",
                    random.nextDouble(),
                    decided,
                    decided.plusSeconds(random.nextInt(86_400)),
                    random.nextInt(1, 1_000_000),
                    random.nextInt(1, 1_000_000),
                    null);

            // When
            latest.hear(any);
            now = now.plusMillis(random.nextInt(-100, 200));

            // Then
            assertThat(latest.workers(WORKERS)).as("seed %d", seed).isBetween(1, 8);
            assertThat(latest.batchSize(BATCH)).as("seed %d", seed).isBetween(1, 1_000);
        }
    }

    private Directive ml(Integer workers, Integer batchSize) {
        return directive(Directive.ML, now, now.plusSeconds(30), workers, batchSize);
    }

    private static Directive directive(String by, Instant decidedAt, Instant until, Integer workers, Integer batch) {
        return new Directive("executor", by, "baseline", 1, decidedAt, until, workers, batch, null);
    }
}
