package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy =
            new RetryPolicy(12, Duration.ofMillis(500), Duration.ofSeconds(30), new Random(7));

    @Test
    void doublesTheLongestWaitUpToItsCap() {
        assertThat(policy.ceiling(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(policy.ceiling(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.ceiling(6)).isEqualTo(Duration.ofSeconds(16));
        assertThat(policy.ceiling(7)).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.ceiling(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void waitsLikeAfterTheFirstAttemptWhereNoneWasMade() {
        assertThat(policy.ceiling(0)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void spreadsWaitsOverTheWholeRange() {
        Set<Long> quarters = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Duration delay = policy.delay(3);
            assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(2));
            quarters.add(Math.min(3, delay.toMillis() / 500));
        }

        assertThat(quarters).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(policy.isExhausted(11)).isFalse();
        assertThat(policy.isExhausted(12)).isTrue();
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1), new Random(7)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, Duration.ofMillis(2), Duration.ofMillis(1), new Random(7)));
    }
}
