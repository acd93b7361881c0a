package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String START = "2026-11-01T12:00:00Z";

    @Test
    void drawsHowMuchIsDone() {
        assertThat(ProgressLine.bar(RunReports.of(START, 100, Map.of("EXECUTED", 25L, "REJECTED", 25L))))
                .isEqualTo("[############------------] 50 of 100 done, 123/s, executed 25, rejected 25");
    }

    @Test
    void drawsAnEmptyBarBeforeAnythingIsFound() {
        assertThat(ProgressLine.bar(RunReports.of(START, 0, Map.of())))
                .isEqualTo("[------------------------] 0 of 0 done, 123/s");
    }

    @Test
    void neverBreaksTheLine() {
        Map<String, Long> all = Map.of(
                "EXECUTED",
                1_000_000L,
                "DUPLICATE",
                1_000_000L,
                "SUPERSEDED",
                1_000_000L,
                "REJECTED",
                1L,
                "FAILED",
                1L);

        assertThat(ProgressLine.bar(RunReports.of(START, 9_000_000, all)))
                .hasSize(79)
                .endsWith("…");
    }

    @Test
    void saysTheSameInALogWithoutABar() {
        assertThat(ProgressLine.plain(RunReports.of(START, 2, Map.of("EXECUTED", 1L))))
                .isEqualTo("1 of 2 done, 123/s, executed 1");
    }
}
