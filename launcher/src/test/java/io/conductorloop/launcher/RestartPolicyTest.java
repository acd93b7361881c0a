package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void waitsTwiceAsLongAfterEachDeathUpToHalfAMinute() {
        assertThat(IntStream.range(0, 40).mapToObj(_ -> policy.afterDeath(SHORT).toSeconds()))
                .startsWith(1L, 2L, 4L, 8L, 16L, 30L, 30L)
                .endsWith(30L);
        assertThat(policy.deaths()).isEqualTo(40);
    }

    @Test
    void forgetsEarlierDeathsOfOneThatLivedForAMinute() {
        policy.afterDeath(SHORT);
        policy.afterDeath(SHORT);

        assertThat(policy.afterDeath(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.deaths()).isEqualTo(1);
    }
}
