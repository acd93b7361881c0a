package io.conductorloop.energy.plan;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the instances of one service told of late. Not thread-safe. */
final class LoadWindow {
    private static final int MOST = 10_000;
    private static final double NANOS = 1e9;

    private final Duration length;
    private final Duration silence;
    private final Deque<Heard> samples = new ArrayDeque<>();

    private record Heard(Instant at, TelemetrySample sample) {}

    /**
     * Nothing was heard yet.
     *
     * @param length how far is looked back
     * @param silence after which a service that tells nothing is not there
     */
    LoadWindow(Duration length, Duration silence) {
        this.length = length;
        this.silence = silence;
    }

    /** Hears a sample; when is told by our own clock, as those of instances differ. */
    void add(TelemetrySample sample, Instant now) {
        samples.addLast(new Heard(now, sample));
        forget(now);
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(length);
        while (!samples.isEmpty()
                && (samples.size() > MOST || samples.getFirst().at().isBefore(oldest))) {
            samples.removeFirst();
        }
    }

    /** The load; empty when nobody tells of it, or no batch ended from which a time per intent were known. */
    Optional<ServiceLoad> load(Instant now) {
        forget(now);
        if (samples.isEmpty() || samples.getLast().at().isBefore(now.minus(silence))) {
            return Optional.empty();
        }
        double arrivals = 0;
        Duration latency = Duration.ZERO;
        Duration perBatch = Duration.ZERO;
        double intents = 0;
        double work = 0;
        double processors = 0;
        Map<String, Long> queues = new HashMap<>();
        for (Heard heard : samples) {
            TelemetrySample sample = heard.sample();
            double seconds = sample.interval().toNanos() / NANOS;
            arrivals = Math.max(arrivals, sample.arrivals());
            latency = longer(latency, sample.latencyP99());
            queues.put(sample.instance(), sample.queueDepth());
            Batches batches = sample.batches();
            if (batches != null && batches.intents() > 0) {
                double ended = sample.throughput() * seconds;
                intents += ended;
                work += ended / batches.intents() * batches.work().toNanos() / NANOS;
                processors += sample.cpuShare() * seconds;
                perBatch = longer(perBatch, batches.work());
            }
        }
        if (!(intents > 0) || !(work > 0)) {
            return Optional.empty();
        }
        long queue = queues.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Duration known = Duration.between(samples.getFirst().at(), now);
        return Optional.of(new ServiceLoad(
                arrivals,
                queue,
                latency,
                Duration.ofNanos((long) (NANOS * work / intents)),
                perBatch,
                Math.min(1, processors / work),
                Math.min(1, (double) known.toNanos() / length.toNanos())));
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other != null && other.compareTo(one) > 0 ? other : one;
    }
}
