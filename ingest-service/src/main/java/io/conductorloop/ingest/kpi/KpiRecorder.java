package io.conductorloop.ingest.kpi;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.ingest.IngestMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Derives the KPIs from what ingest counts, from how ready it is, and from what the process uses. */
public final class KpiRecorder implements IngestMetrics {
    /** The time in which a past rate's weight in the throughput falls to 1/e. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    private static final double MEGABYTE = 1e6;

    private final InstantSource clock;
    private final LongSupplier residentBytes;
    private final DoubleSupplier cpuLoad;
    private final Instant since;
    private final Availability availability = new Availability();
    private final EnergyFigures energy;
    private final LongAdder published = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ConcurrentHistogram accept = micros();
    private final ConcurrentHistogram endToEnd = micros();
    private long publishedAtTick;
    private long bytesAtTick;
    private Instant tick;
    private volatile double throughput;
    private volatile double bytesPerSecond;

    /**
     * A recorder that has seen nothing.
     *
     * @param residentBytes the process's resident memory, bytes
     * @param cpuLoad the process's share of all processors, 0 to 1; negative when not known
     * @param energy what the energy service says
     */
    public KpiRecorder(InstantSource clock, LongSupplier residentBytes, DoubleSupplier cpuLoad, EnergyFigures energy) {
        this.clock = clock;
        this.residentBytes = residentBytes;
        this.cpuLoad = cpuLoad;
        this.energy = energy;
        since = clock.instant();
        tick = since;
    }

    @Override
    public void published(Origin origin, long size, Duration took) {
        published.increment();
        bytes.add(size);
        record(accept, took);
    }

    @Override
    public void finished(IntentState outcome, Duration took) {
        ended(outcome, took);
    }

    @Override
    public void answered(IntentState outcome, Duration took) {
        ended(outcome, took);
    }

    private void ended(IntentState outcome, Duration took) {
        ended.increment();
        if (outcome == IntentState.FAILED) {
            failed.increment();
        }
        record(endToEnd, took);
    }

    /** The service is ready, or is not, now. */
    public void observeReadiness(boolean ready) {
        availability.observe(ready, clock.instant());
    }

    /** Brings the throughput up to date; called about once a second. */
    public synchronized void tick() {
        Instant now = clock.instant();
        double seconds = Duration.between(tick, now).toNanos() / 1e9;
        if (seconds <= 0) {
            return;
        }
        long total = published.sum();
        double weight = 1 - Math.exp(-seconds / MEMORY.toSeconds());
        throughput += weight * ((total - publishedAtTick) / seconds - throughput);
        publishedAtTick = total;
        long size = bytes.sum();
        bytesPerSecond += weight * ((size - bytesAtTick) / seconds - bytesPerSecond);
        bytesAtTick = size;
        tick = now;
    }

    /** Intents made durable per second, moving average. */
    public double throughput() {
        return throughput;
    }

    /** All figures now. */
    public Kpis kpis() {
        Histogram accepting = accept.copy();
        Histogram ending = endToEnd.copy();
        double load = cpuLoad.getAsDouble();
        return new Kpis(
                since,
                new Kpis.Performance(
                        throughput,
                        percentile(ending, 50),
                        percentile(ending, 95),
                        percentile(ending, 99),
                        percentile(accepting, 50),
                        percentile(accepting, 95),
                        percentile(accepting, 99),
                        residentBytes.getAsLong() / MEGABYTE,
                        load < 0 ? null : 100 * load),
                energy.figures(throughput, bytesPerSecond, clock.instant()),
                reliability());
    }

    private Kpis.Reliability reliability() {
        Availability.Figures figures = availability.figures(clock.instant());
        long all = ended.sum();
        return new Kpis.Reliability(
                figures.percent(),
                all == 0 ? null : 100.0 * failed.sum() / all,
                in(figures.betweenFailures(), Duration.ofHours(1)),
                in(figures.toRepair(), Duration.ofMinutes(1)));
    }

    private static @Nullable Double in(@Nullable Duration duration, Duration unit) {
        return duration == null ? null : (double) duration.toNanos() / unit.toNanos();
    }

    private static @Nullable Double percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? null : histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private static ConcurrentHistogram micros() {
        return new ConcurrentHistogram(1, Duration.ofHours(1).toNanos() / 1_000, 2);
    }

    private static void record(ConcurrentHistogram histogram, Duration took) {
        histogram.recordValue(Math.clamp(took.toNanos() / 1_000, 0, histogram.getHighestTrackableValue()));
    }
}
