package io.conductorloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTallyTest {
    private static final String FIRST = "2026-11-01T12:00:00Z";
    private static final String SECOND = "2026-11-01T12:00:30Z";

    private final RunTally tally = new RunTally();

    @Test
    void knowsNothingBeforeTheFirstReport() {
        assertThat(tally.total()).isNull();
    }

    @Test
    void takesTheNewestReportOfOneProcess() {
        tally.add(RunReports.of(FIRST, 10, Map.of("EXECUTED", 1L)));
        tally.add(RunReports.of(FIRST, 10, Map.of("EXECUTED", 7L)));

        assertThat(tally.total()).isEqualTo(RunReports.of(FIRST, 10, Map.of("EXECUTED", 7L)));
    }

    @Test
    void keepsWhatAProcessFinishedBeforeItDied() {
        // Given
        tally.add(RunReports.of(FIRST, 10, Map.of("EXECUTED", 5L, "FAILED", 1L)));

        // When the next one takes the other four over
        tally.add(RunReports.of(SECOND, 4, Map.of("EXECUTED", 4L)));

        // Then
        assertThat(tally.total()).satisfies(total -> {
            assertThat(total.found()).isEqualTo(10);
            assertThat(total.finished()).isEqualTo(Map.of("EXECUTED", 9L, "FAILED", 1L));
            assertThat(total.backlogDone()).isTrue();
            assertThat(RunSummary.exitCode(total)).isEqualTo(ExitCode.INTENTS_FAILED);
        });
        assertThat(tally.firstStart()).isEqualTo(Instant.parse(FIRST));
    }
}
