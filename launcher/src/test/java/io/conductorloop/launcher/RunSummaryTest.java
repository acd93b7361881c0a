package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSummaryTest {
    private static final String START = "2026-11-01T12:00:00Z";

    @Test
    void saysHowManyEndedHowAndHowFast() {
        RunReport report = RunReports.of(START, 200, Map.of("REJECTED", 50L, "EXECUTED", 100L, "DUPLICATE", 50L));

        assertThat(RunSummary.lines(report, Duration.ofSeconds(4), "in"))
                .containsExactly(
                        "200 intents in 4.0 s: 50/s, 1.00 MiB",
                        "  EXECUTED         100",
                        "  DUPLICATE         50",
                        "  REJECTED          50  reasons in in/status",
                        "  ms               p50      p95      p99      max",
                        "  durable         1.0      2.0      3.0      4.0",
                        "  finished       10.0     20.0     30.0     40.6");
    }

    @Test
    void saysWhatWasLeftAlone() {
        RunReport report = RunReports.of(START, 0, Map.of());
        RunReport writing = new RunReport(
                report.startedAt(),
                true,
                0,
                0,
                0,
                Map.of(),
                1,
                0,
                0,
                report.acceptLatencyMs(),
                report.endToEndLatencyMs());

        assertThat(RunSummary.lines(writing, Duration.ZERO, "in"))
                .containsExactly(
                        "0 intents in 0.0 s: 0/s, 0.00 MiB", "1 file is still being written and left for the next run");
    }

    @ParameterizedTest
    @CsvSource({"EXECUTED,OK", "DUPLICATE,OK", "SUPERSEDED,OK", "REJECTED,INTENTS_FAILED", "FAILED,INTENTS_FAILED"})
    void failsWhenAnIntentOfThisRunDid(String state, ExitCode expected) {
        assertThat(RunSummary.exitCode(RunReports.of(START, 1, Map.of(state, 1L))))
                .isEqualTo(expected);
        assertThat(RunSummary.exitCode(RunReports.of(START, 0, Map.of(state, 0L))))
                .isEqualTo(ExitCode.OK);
    }
}
