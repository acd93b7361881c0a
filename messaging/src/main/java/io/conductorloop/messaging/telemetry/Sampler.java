package io.conductorloop.messaging.telemetry;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** Takes the samples of one instance, each of what happened since the one before. Not thread-safe: one thread samples. */
public final class Sampler {
    private static final double NANOS = 1e9;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final String instance;
    private final Workload workload;
    private final ServiceFigures figures;
    private final ProcessUse process;
    private final InstantSource clock;
    private Instant last;

    /** @param instance which instance of the service this is */
    public Sampler(
            String instance, Workload workload, ServiceFigures figures, ProcessUse process, InstantSource clock) {
        this.instance = instance;
        this.workload = workload;
        this.figures = figures;
        this.process = process;
        this.clock = clock;
        this.last = clock.instant();
    }

    /** The next sample. */
    public TelemetrySample sample() {
        Instant now = clock.instant();
        Duration interval = between(SHORTEST, Duration.between(last, now), LONGEST);
        last = now;
        double seconds = interval.toNanos() / NANOS;
        Workload.Counts counts = workload.take();
        Map<IntentType, Double> byType = new EnumMap<>(IntentType.class);
        counts.byType().forEach((type, count) -> byType.put(type, count / seconds));
        double cpu = process.cpuShare().getAsDouble();
        return new TelemetrySample(
                figures.service(),
                instance,
                now,
                interval,
                Math.max(0, figures.workers().getAsInt()),
                cpu >= 0 ? Math.min(1, cpu) : 0,
                Math.max(0, process.heapBytes().getAsLong()),
                Math.max(0, figures.queueDepth().getAsLong()),
                counts.latencyP99() == null ? null : between(Duration.ZERO, counts.latencyP99(), LONGEST),
                counts.ended() / seconds,
                counts.arrived() / seconds,
                byType,
                counts.batches(),
                null);
    }

    /** The clock may have been set meanwhile. */
    private static Duration between(Duration least, Duration time, Duration most) {
        return time.compareTo(least) < 0 ? least : time.compareTo(most) > 0 ? most : time;
    }
}
