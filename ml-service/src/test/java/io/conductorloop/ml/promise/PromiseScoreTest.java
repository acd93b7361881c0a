package io.conductorloop.ml.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.ml.promise.PromiseScore.Reception;
import io.conductorloop.ml.promise.PromiseScore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromiseScoreTest {
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Instant now = Instant.parse("2026-11-23T18:30:00Z");
    private final PromiseScore score = new PromiseScore(new Promise(WITHIN, 0.02, LONGEST), () -> now);

    @Test
    void breaksWhenMoreAreLateThanAcceptedAndMendsWhenNoMoreAre() {
        // Given
        end(980, WITHIN);
        end(20, WITHIN.plusMillis(1));
        Standing accepted = score.standing();

        // When
        end(30, WITHIN.plusMillis(1));
        Standing broken = score.standing();
        now = now.plusSeconds(10);
        end(1_400, WITHIN);
        Standing mended = score.standing();

        // Then
        assertThat(accepted).isEqualTo(new Standing(1_000, 0.02, true));
        assertThat(broken.kept()).isFalse();
        assertThat(broken.lateShare()).isBetween(0.048, 0.049);
        assertThat(mended.lateShare()).isGreaterThan(0.02);
        assertThat(mended.kept()).as("still more than accepted").isFalse();
        end(100, WITHIN);
        assertThat(score.standing().kept()).isTrue();
    }

    @Test
    void judgesByFiveMinutesAndByNothingWhileFewEnd() {
        // Given
        end(49, WITHIN.plusSeconds(1));
        assertThat(score.standing()).isEqualTo(new Standing(49, 1, true));
        end(1, WITHIN.plusSeconds(1));
        assertThat(score.standing().kept()).isFalse();

        // When
        now = now.plus(Duration.ofMinutes(6));

        // Then
        assertThat(score.standing()).as("nothing ended since").isEqualTo(new Standing(0, 0, false));
        end(50, WITHIN);
        assertThat(score.standing()).isEqualTo(new Standing(50, 0, true));
    }

    @Test
    void judgesTheSameHoweverOftenItIsAsked() {
        // Given
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        PromiseScore unasked = new PromiseScore(new Promise(WITHIN, 0.02, LONGEST), () -> now);
        int broken = 0;

        for (int second = 0; second < 3_000; second++) {
            // When: late more and less often than accepted, in turns, with pauses
            double late = second / 200 % 2 == 0 ? 0.05 : 0.005;
            for (int i = second / 400 % 3 == 2 ? 20 : 0; i < 20; i++) {
                Duration took = random.nextDouble() < late ? WITHIN.plusMillis(1) : WITHIN;
                score.ended(now.minus(took), now);
                unasked.ended(now.minus(took), now);
            }
            broken += score.standing().kept() ? 0 : 1;
            now = now.plusSeconds(1);

            // Then
            if (second % 97 == 0) {
                assertThat(unasked.standing())
                        .as("seed %d, second %d", seed, second)
                        .isEqualTo(score.standing());
            }
        }
        assertThat(broken).isBetween(500, 2_500);
    }

    @Test
    void setsAsideWhatWaitedForSomethingElseAndWhatIsPast() {
        assertThat(score.ended(now.minus(LONGEST).minusMillis(1), now)).isEqualTo(Reception.SET_ASIDE);
        assertThat(score.ended(now.minus(LONGEST), now)).isEqualTo(Reception.LATE);
        assertThat(score.ended(now.minusSeconds(600), now.minusSeconds(599))).isEqualTo(Reception.PAST);
        assertThat(score.ended(now.plusSeconds(1), now.plusMillis(900)))
                .as("clocks apart")
                .isEqualTo(Reception.IN_TIME);
        assertThat(score.standing().intents()).isEqualTo(2);
    }

    @Test
    void isNotBrokenByChance() {
        // Given: late one time in fifty, as accepted
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        int broken = 0;

        // When
        for (int trial = 0; trial < 500; trial++) {
            PromiseScore one = new PromiseScore(new Promise(WITHIN, 0.02, LONGEST), () -> now);
            for (int i = 0; i < 1_000; i++) {
                one.ended(now.minus(random.nextInt(50) == 0 ? WITHIN.plusMillis(1) : WITHIN), now);
            }
            broken += one.standing().kept() ? 0 : 1;
        }

        // Then
        assertThat(broken).as("seed %d", seed).isBetween(5, 50);
    }

    @Test
    void refusesAPromiseThatNothingCouldKeepOrBreak() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Promise(Duration.ZERO, 0.02, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Promise(LONGEST, 0.02, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Promise(WITHIN, 1, LONGEST));
    }

    private void end(int intents, Duration took) {
        for (int i = 0; i < intents; i++) {
            score.ended(now.minus(took), now);
        }
    }
}
