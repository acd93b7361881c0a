package io.conductorloop.launcher;

import io.conductorloop.launcher.RunReport.Latency;
import java.util.Map;

/** Reports for tests. */
final class RunReports {
    private RunReports() {}

    static RunReport of(String startedAt, long found, Map<String, Long> finished) {
        long done = finished.values().stream().mapToLong(Long::longValue).sum();
        return new RunReport(
                startedAt,
                done == found,
                found,
                found,
                found - done,
                finished,
                0,
                1024 * 1024,
                123.4,
                new Latency(1, 2, 3, 4),
                new Latency(10, 20, 30, 40.55));
    }
}
