package io.conductorloop.ingest;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of intents between their claim and their acknowledgement, so that back-pressure reaches the folder and
 * not the heap. Whoever waits longest is served first. An intent is charged its size twice, as the producer holds a copy, and a
 * flat overhead for its record and its headers; one larger than the whole bound is charged the bound, and so travels alone.
 */
public final class InFlightBytes {
    /** What an intent costs beside its bytes, from a heap histogram with the broker held: names, headers and records. */
    static final int OVERHEAD = 2_048;

    private final int limit;
    private final Semaphore free;

    /** @param limit bytes, at most 2 GiB */
    public InFlightBytes(long limit) {
        this.limit = Math.toIntExact(limit);
        if (limit < OVERHEAD) {
            throw new IllegalArgumentException("less than " + OVERHEAD + " bytes in flight: " + limit);
        }
        free = new Semaphore(this.limit, true);
    }

    /** What an intent of {@code size} bytes is charged. */
    public int cost(long size) {
        return (int) Math.min(limit, 2 * size + OVERHEAD);
    }

    /** Waits until nothing is in flight. */
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        boolean idle = tryAcquire(limit, patience);
        if (idle) {
            release(limit);
        }
        return idle;
    }

    /** Takes {@code cost} bytes if they become free within {@code patience}. */
    public boolean tryAcquire(int cost, Duration patience) throws InterruptedException {
        return free.tryAcquire(cost, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Gives back what was taken. */
    public void release(int cost) {
        free.release(cost);
    }

    /** Bytes taken now. */
    public long inUse() {
        return (long) limit - free.availablePermits();
    }

    /** Bytes that may be taken. */
    public long limit() {
        return limit;
    }

    /** The most intents that can be in flight at once. */
    public int maxIntents() {
        return limit / OVERHEAD + 1;
    }
}
