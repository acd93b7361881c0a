package io.conductorloop.launcher;

import java.time.Duration;
import java.time.Instant;

/** Notices that a run does not move: work is on its way and none of it has ended for a while. Said once for each such time. */
public final class Stall {
    public static final Duration AFTER = Duration.ofSeconds(30);

    private long ended;
    private Instant since;
    private boolean said;

    public Stall(Instant now) {
        since = now;
    }

    /** Whether the run has just been still for so long. */
    public boolean begins(RunReport report, Instant now) {
        long total = RunSummary.total(report);
        if (total != ended) {
            ended = total;
            since = now;
            said = false;
        }
        boolean still = report.inFlight() > 0 && Duration.between(since, now).compareTo(AFTER) >= 0;
        boolean begins = still && !said;
        said = said || begins;
        return begins;
    }
}
