package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What this process has done with the handoff folder since it started. Only this run counts: files that an earlier one left
 * in {@code processed/} or {@code failed/} do not.
 *
 * <p>Counting is striped over threads and never blocks; reading sums up and may lag behind by what is being counted.
 */
public final class RunStatistics {
    /** The time in which a past rate's weight in the throughput falls to 1/e. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    /** Over less time than this, seconds, a rate says little. */
    private static final double SHORTEST = 0.5;

    private final InstantSource clock;
    private final Instant startedAt;
    private final LongAdder found = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<IntentState, LongAdder> finished = new EnumMap<>(IntentState.class);
    private final ConcurrentHistogram accept = micros();
    private final ConcurrentHistogram endToEnd = micros();
    private volatile boolean scanned;
    private volatile long stillBeingWritten;
    private volatile long endedElsewhere;
    private volatile double throughput;
    private long lastPublished;
    private Instant lastTick;

    public RunStatistics(InstantSource clock) {
        this.clock = clock;
        startedAt = clock.instant();
        lastTick = startedAt;
        for (IntentState state : IntentState.values()) {
            if (state.isFinal()) {
                finished.put(state, new LongAdder());
            }
        }
    }

    /** Percentiles of a latency, milliseconds; all zero before the first value. */
    public record Latency(double p50, double p95, double p99, double max) {}

    /**
     * The figures at one moment; serialised as it stands.
     *
     * @param backlogDone the folder was looked through, and nothing found in it is unfinished
     * @param found files claimed or taken over
     * @param published files durable in Kafka
     * @param inFlight files found and not finished
     * @param finished files that this process brought to their end, by how they ended; every final state has an entry
     * @param stillBeingWritten files seen at the last look that somebody has open for writing
     * @param bytes published
     * @param throughputPerSecond files published, exponential moving average
     * @param acceptLatencyMs from claim to durable
     * @param endToEndLatencyMs from claim to the file's last move
     */
    public record Run(
            Instant startedAt,
            boolean backlogDone,
            long found,
            long published,
            long inFlight,
            Map<IntentState, Long> finished,
            long stillBeingWritten,
            long bytes,
            double throughputPerSecond,
            Latency acceptLatencyMs,
            Latency endToEndLatencyMs) {}

    /** A file was claimed or taken over. */
    public void found() {
        found.increment();
    }

    /** A file became durable, {@code took} after its claim. */
    public void published(long size, Duration took) {
        published.increment();
        bytes.add(size);
        record(accept, took);
    }

    /** A file of this instance ended, {@code took} after its claim. */
    public void finished(IntentState outcome, Duration took) {
        LongAdder count = finished.get(outcome);
        if (count == null) {
            throw new IllegalArgumentException(outcome + " is not final");
        }
        count.increment();
        record(endToEnd, took);
    }

    /** The whole folder was looked through and all there was to claim is claimed. */
    public void scanned(long stillBeingWritten) {
        this.stillBeingWritten = stillBeingWritten;
        scanned = true;
    }

    /**
     * So many files are still claimed by this instance; others that it found were finished by one that shares the folder.
     * Called by the thread that claims, after counting them.
     */
    public void stillClaimed(long claims) {
        endedElsewhere = Math.max(endedElsewhere, found.sum() - ended() - claims);
    }

    private long ended() {
        return finished.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Brings the throughput up to date; called at least once a second. */
    public synchronized void tick() {
        Instant now = clock.instant();
        double seconds = Duration.between(lastTick, now).toNanos() / 1e9;
        if (seconds < SHORTEST) {
            return;
        }
        long total = published.sum();
        double rate = (total - lastPublished) / seconds;
        double weight = 1 - Math.exp(-seconds / MEMORY.toSeconds());
        throughput += weight * (rate - throughput);
        lastPublished = total;
        lastTick = now;
    }

    /** The figures now. */
    public Run run() {
        Map<IntentState, Long> ended = new EnumMap<>(IntentState.class);
        finished.forEach((state, count) -> ended.put(state, count.sum()));
        long all = ended.values().stream().mapToLong(Long::longValue).sum();
        long inFlight = Math.max(0, found.sum() - all - endedElsewhere);
        return new Run(
                startedAt,
                scanned && inFlight == 0,
                found.sum(),
                published.sum(),
                inFlight,
                Collections.unmodifiableMap(ended),
                stillBeingWritten,
                bytes.sum(),
                throughput,
                latency(accept),
                latency(endToEnd));
    }

    private static ConcurrentHistogram micros() {
        ConcurrentHistogram histogram =
                new ConcurrentHistogram(1, Duration.ofHours(1).toNanos() / 1_000, 2);
        histogram.setAutoResize(false);
        return histogram;
    }

    private static void record(ConcurrentHistogram histogram, Duration took) {
        long micros = took.toNanos() / 1_000;
        histogram.recordValue(Math.clamp(micros, 0, histogram.getHighestTrackableValue()));
    }

    private static Latency latency(ConcurrentHistogram histogram) {
        Histogram now = histogram.copy();
        return new Latency(
                now.getValueAtPercentile(50) / 1e3,
                now.getValueAtPercentile(95) / 1e3,
                now.getValueAtPercentile(99) / 1e3,
                now.getMaxValue() / 1e3);
    }
}
