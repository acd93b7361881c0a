package io.conductorloop.messaging.telemetry;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.TelemetrySample.Batches;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the work of a service between two samples. Called from the hot path, once a batch where there are batches: a call
 * adds to a few counters and never waits.
 */
public final class Workload {
    private final LongAdder arrived = new LongAdder();
    private final Map<IntentType, LongAdder> byType = new EnumMap<>(IntentType.class);
    private final LongAdder ended = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder batchIntents = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder took = new LongAdder();
    private final LongAdder work = new LongAdder();
    private final Latencies latencies = new Latencies();

    /** Counts nothing yet. */
    public Workload() {
        for (IntentType type : IntentType.values()) {
            byType.put(type, new LongAdder());
        }
    }

    /**
     * What was counted since the last time.
     *
     * @param latencyP99 an upper bound of it, at most an eighth too high; null when nothing ended
     * @param batches on average; null when none ended
     */
    record Counts(
            long arrived,
            Map<IntentType, Long> byType,
            long ended,
            @Nullable Duration latencyP99,
            @Nullable Batches batches) {}

    /** So many intents came. */
    public void arrived(int intents) {
        arrived.add(intents);
    }

    /** An intent of this type is among those that came. */
    public void arrived(IntentType type) {
        LongAdder counter = byType.get(type);
        if (counter != null) {
            counter.increment();
        }
    }

    /** An intent ended, so long after it came. */
    public void ended(Duration latency) {
        ended.increment();
        latencies.add(latency, 1);
    }

    /**
     * A batch ended.
     *
     * @param intents in it, at least 1
     * @param size of its intents, bytes
     * @param time from being taken up until its answers were durable
     */
    public void batchEnded(int intents, long size, Duration time) {
        batches.increment();
        batchIntents.add(intents);
        bytes.add(size);
        took.add(nanos(time));
        ended.add(intents);
        latencies.add(time, intents);
    }

    /** A worker worked so long. */
    public void worked(Duration time) {
        work.add(nanos(time));
    }

    /** A clock that was set back meanwhile makes times that cannot be. */
    private static long nanos(Duration time) {
        return time.isNegative() ? 0 : time.toNanos();
    }

    /** Hands the counts over and begins anew. */
    Counts take() {
        Map<IntentType, Long> types = new EnumMap<>(IntentType.class);
        byType.forEach((type, count) -> {
            long some = count.sumThenReset();
            if (some > 0) {
                types.put(type, some);
            }
        });
        long someBatches = batches.sumThenReset();
        double intents = batchIntents.sumThenReset();
        double size = bytes.sumThenReset();
        long time = took.sumThenReset();
        Batches mean = null;
        if (someBatches > 0) {
            mean = new Batches(
                    intents / someBatches,
                    size / someBatches,
                    Duration.ofNanos(time / someBatches),
                    Duration.ofNanos(work.sumThenReset() / someBatches));
        }
        return new Counts(arrived.sumThenReset(), types, ended.sumThenReset(), latencies.take(), mean);
    }

    /** Times by size: eight classes for each doubling of the nanoseconds. */
    private static final class Latencies {
        private static final int CLASSES = 8;
        private static final int BITS = 3;
        private static final double SHARE = 0.99;

        private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * CLASSES);
        private final AtomicLong total = new AtomicLong();

        void add(Duration time, int times) {
            counts.addAndGet(index(nanos(time)), times);
            total.addAndGet(times);
        }

        @Nullable
        Duration take() {
            long all = total.getAndSet(0);
            long seen = 0;
            Duration found = null;
            for (int i = 0; i < counts.length(); i++) {
                seen += counts.getAndSet(i, 0);
                if (found == null && seen > 0 && seen >= SHARE * all) {
                    found = Duration.ofNanos(upper(i));
                }
            }
            return found;
        }

        private static int index(long nanos) {
            if (nanos < CLASSES) {
                return (int) nanos;
            }
            int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
            return (exponent - BITS + 1) * CLASSES + (int) (nanos >>> (exponent - BITS)) - CLASSES;
        }

        private static long upper(int index) {
            if (index < CLASSES) {
                return index;
            }
            int shift = index / CLASSES - 1;
            return ((long) (index % CLASSES + CLASSES + 1) << shift) - 1;
        }
    }
}
