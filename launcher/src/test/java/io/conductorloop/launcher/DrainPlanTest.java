package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainPlanTest {
    @Test
    void endsWithinTenSecondsEvenWhenNobodyGoesByItself() {
        Duration elapsed = Duration.ZERO;
        for (int after = 4; after >= 0; after--) {
            elapsed = elapsed.plus(DrainPlan.grace(elapsed, after));
        }

        assertThat(elapsed).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void givesTheFirstMostOfTheTimeAndKeepsSomeForEachOfTheOthers() {
        assertThat(DrainPlan.grace(Duration.ZERO, 4)).isGreaterThan(Duration.ofSeconds(4));
        assertThat(DrainPlan.grace(Duration.ofMillis(4_700), 3)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void alwaysLeavesAMomentToGoByItself() {
        assertThat(DrainPlan.grace(Duration.ofMinutes(1), 4)).isPositive();
    }
}
