package io.conductorloop.ml.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Counts how many of the intents that ended lately took longer than was promised. It says that the promise is broken when these are more
 * than accepted, beyond what chance explains one time in twenty, and kept again once they are no more than accepted; while too few
 * ended, it goes on saying what it said. Which of the two it was is judged every ten seconds, however often it is asked. Safe for use by
 * many threads; as large as it is, whatever it is shown.
 */
public final class PromiseScore {
    private static final int SLOTS = 30;
    private static final Duration SLOT = Duration.ofSeconds(10);
    private static final int LEAST = 50;
    private static final double ONE_IN_TWENTY = 1.645;

    private final Promise promise;
    private final InstantSource clock;
    private final long[] slots = new long[SLOTS];
    private final long[] intents = new long[SLOTS];
    private final long[] late = new long[SLOTS];
    private boolean kept = true;
    /** The first slot after those by which {@link #kept} was judged. */
    private long unjudged;

    /** Nothing ended yet, and nothing is broken. */
    public PromiseScore(Promise promise, InstantSource clock) {
        this.promise = promise;
        this.clock = clock;
        this.unjudged = slot(clock.instant());
        Arrays.fill(slots, Long.MIN_VALUE);
    }

    /** What became of an end that was shown. */
    public enum Reception {
        /** Within the time. */
        IN_TIME,
        /** Not within it. */
        LATE,
        /** It took so long that advice was not the cause. */
        SET_ASIDE,
        /** It ended before what counts as lately: nobody advises for then. */
        PAST
    }

    /**
     * How things stand.
     *
     * @param intents that ended in the last five minutes and were not set aside
     * @param lateShare of them; 0 when there was none
     * @param kept whether the promise is
     */
    public record Standing(long intents, double lateShare, boolean kept) {}

    /** What is promised. */
    public Promise promise() {
        return promise;
    }

    /** Shows that an intent ended; of two clocks, so one may be a little behind the other. */
    public synchronized Reception ended(Instant claimed, Instant ended) {
        long now = slot(clock.instant());
        long slot = Math.min(now, slot(ended));
        if (slot <= now - SLOTS) {
            return Reception.PAST;
        }
        Duration took = Duration.between(claimed, ended);
        if (took.compareTo(promise.longest()) > 0) {
            return Reception.SET_ASIDE;
        }
        int index = (int) Math.floorMod(slot, (long) SLOTS);
        if (slots[index] != slot) {
            judge(now);
            slots[index] = slot;
            intents[index] = 0;
            late[index] = 0;
        }
        intents[index]++;
        boolean tooLong = took.compareTo(promise.within()) > 0;
        if (tooLong) {
            late[index]++;
        }
        return tooLong ? Reception.LATE : Reception.IN_TIME;
    }

    /** How things stand now. */
    public synchronized Standing standing() {
        long now = slot(clock.instant());
        return standing(now, keptBefore(now));
    }

    private void judge(long now) {
        kept = keptBefore(now);
        unjudged = Math.max(unjudged, now);
    }

    /** Whether the promise was kept when the slot began. */
    private boolean keptBefore(long now) {
        boolean before = kept;
        for (long slot = Math.max(unjudged, now - SLOTS); slot < now; slot++) {
            before = standing(slot, before).kept();
        }
        return before;
    }

    /** How things stood when the last of these slots ended. */
    private Standing standing(long last, boolean before) {
        long all = 0;
        long tooLong = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (slots[i] > last - SLOTS && slots[i] <= last) {
                all += intents[i];
                tooLong += late[i];
            }
        }
        double accepted = promise.accepted() * all;
        double chance = before ? ONE_IN_TWENTY * Math.sqrt(accepted * (1 - promise.accepted())) : 0;
        boolean now = all < LEAST ? before : tooLong <= accepted + chance;
        return new Standing(all, all == 0 ? 0 : (double) tooLong / all, now);
    }

    private static long slot(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), SLOT.toMillis());
    }
}
