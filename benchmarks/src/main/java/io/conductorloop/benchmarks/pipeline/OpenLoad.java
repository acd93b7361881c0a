package io.conductorloop.benchmarks.pipeline;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * An open loop: item {@code i} is due {@code i / rate} seconds after the beginning, whether the system keeps up or not, and
 * whatever delays it counts as its latency (no coordinated omission). Waits by parking, never by spinning.
 */
final class OpenLoad {
    private static final long NANOS = 1_000_000_000L;

    /** Shorter waits than this are not worth a system call; what is due within it is done together. */
    private static final long GRAIN_NANOS = 200_000;

    private OpenLoad() {}

    /**
     * Does every item at its time, or as soon after it as can be.
     *
     * @param rate a second; 0: all at once
     * @param begin {@link System#nanoTime} at which item 0 is due
     */
    static void run(int count, int rate, long begin, IntConsumer item) {
        for (int i = 0; i < count; i++) {
            long wait = dueAt(i, rate, begin) - System.nanoTime();
            while (wait > 0) {
                LockSupport.parkNanos(Math.max(wait, GRAIN_NANOS));
                wait = dueAt(i, rate, begin) - System.nanoTime();
            }
            item.accept(i);
        }
    }

    /** When item {@code index} is due, by {@link System#nanoTime}. */
    static long dueAt(int index, int rate, long begin) {
        return rate == 0 ? begin : begin + index * NANOS / rate;
    }
}
