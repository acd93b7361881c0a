package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StallTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final Stall stall = new Stall(START);

    @Test
    void isNoticedOnceForEachTimeThatNothingEnds() {
        assertThat(stall.begins(ended(0), START.plusSeconds(29))).isFalse();
        assertThat(stall.begins(ended(0), START.plusSeconds(30))).isTrue();
        assertThat(stall.begins(ended(0), START.plusSeconds(90))).isFalse();

        assertThat(stall.begins(ended(1), START.plusSeconds(91))).isFalse();
        assertThat(stall.begins(ended(1), START.plusSeconds(121))).isTrue();
    }

    @Test
    void isNoneWhenNothingIsOnItsWay() {
        assertThat(stall.begins(ended(2), START.plusSeconds(60))).isFalse();
    }

    private static RunReport ended(long count) {
        return RunReports.of(START.toString(), 2, Map.of("EXECUTED", count));
    }
}
