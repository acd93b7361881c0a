package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time that a source is asked about. */
public record Stretch(Instant from, Instant to) {
    /**
     * Of one answer, whatever is asked: a slot in JSON takes up to a kilobyte while it is read. 41 days of five minutes, 33 hours
     * of ten seconds, and enough of the shortest slots for the hours around a moment.
     */
    public static final int MOST_SLOTS = 12_000;

    /** What is closer together is one slot. */
    public static final Duration SHORTEST_SLOT = Duration.ofSeconds(1);

    /** All of it, or of more slots than {@link #MOST_SLOTS} those nearest to now: what was long ago, or is far off, stays unknown. */
    public Stretch nearest(Instant now, Duration slot) {
        Duration most = slot.multipliedBy(MOST_SLOTS);
        if (Duration.between(from, to).compareTo(most) <= 0) {
            return this;
        }
        Instant middle = now.isBefore(from) ? from : now.isAfter(to) ? to : now;
        Instant around = middle.plus(most.dividedBy(2));
        Instant least = from.plus(most);
        Instant end = around.isBefore(least) ? least : around.isAfter(to) ? to : around;
        return new Stretch(end.minus(most), end);
    }
}
