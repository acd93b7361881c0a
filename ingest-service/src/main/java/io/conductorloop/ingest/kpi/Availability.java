package io.conductorloop.ingest.kpi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the service was ready and when not, from repeated observations. Counting starts with the first time it is ready:
 * starting up is no outage. Between two observations it was as the earlier one says.
 */
public final class Availability {
    private Duration up = Duration.ZERO;
    private Duration down = Duration.ZERO;
    private Duration repaired = Duration.ZERO;
    private Duration outage = Duration.ZERO;
    private long failures;
    private long repairs;
    private @Nullable Instant last;
    private boolean ready;

    /** What was observed so far; null where there is nothing to divide by. */
    public record Figures(
            @Nullable Double percent,
            @Nullable Duration betweenFailures,
            @Nullable Duration toRepair) {}

    /** The service is ready, or is not, at this moment. */
    public synchronized void observe(boolean readyNow, Instant now) {
        if (last == null && !readyNow) {
            return;
        }
        advance(now);
        if (ready && !readyNow) {
            failures++;
        } else if (!ready && readyNow && failures > 0) {
            repairs++;
            repaired = repaired.plus(outage);
            outage = Duration.ZERO;
        }
        ready = readyNow;
    }

    private void advance(Instant now) {
        if (last != null && now.isAfter(last)) {
            Duration passed = Duration.between(last, now);
            if (ready) {
                up = up.plus(passed);
            } else {
                down = down.plus(passed);
                outage = outage.plus(passed);
            }
        }
        last = last == null || now.isAfter(last) ? now : last;
    }

    /** The figures up to this moment. */
    public synchronized Figures figures(Instant now) {
        if (last != null) {
            advance(now);
        }
        double all = up.plus(down).toNanos();
        return new Figures(
                all == 0 ? null : 100 * up.toNanos() / all,
                failures == 0 ? null : up.dividedBy(failures),
                repairs == 0 ? null : repaired.dividedBy(repairs));
    }
}
