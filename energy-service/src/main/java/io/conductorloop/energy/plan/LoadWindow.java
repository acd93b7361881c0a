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

/** What the instances of one service told of late. Not thread-safe. */
final class LoadWindow {
    private static final int MOST = 10_000;
    private static final double NANOS = 1e9;

    private final Duration length;
    private final Duration silence;
    private final Deque<Heard> samples = new ArrayDeque<>();

    private record Heard(Instant at, TelemetrySample sample, double slower) {
        /** The time it would have taken at the fastest clock, nanoseconds. */
        double atFullSpeed(Duration took) {
            return took.toNanos() / slower;
        }
    }

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

    /**
     * Hears a sample; when is told by our own clock, as those of instances differ.
     *
     * @param slower how many times longer work takes now than at the fastest clock
     */
    void add(TelemetrySample sample, double slower, Instant now) {
        samples.addLast(new Heard(now, sample, slower));
        forget(now);
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(length);
        while (!samples.isEmpty()
                && (samples.size() > MOST || samples.getFirst().at().isBefore(oldest))) {
            samples.removeFirst();
        }
    }

    /** The load, as it would be at the fastest clock; empty when nobody tells of it, or no batch ended from which a time per intent were known. */
    Optional<ServiceLoad> load(Instant now) {
        forget(now);
        if (samples.isEmpty() || samples.getLast().at().isBefore(now.minus(silence))) {
            return Optional.empty();
        }
        double arrivals = 0;
        double latency = 0;
        double perBatch = 0;
        double intents = 0;
        double work = 0;
        double busy = 0;
        double processors = 0;
        Map<String, Long> queues = new HashMap<>();
        for (Heard heard : samples) {
            TelemetrySample sample = heard.sample();
            double seconds = sample.interval().toNanos() / NANOS;
            arrivals = Math.max(arrivals, sample.arrivals());
            if (sample.latencyP99() != null) {
                latency = Math.max(latency, heard.atFullSpeed(sample.latencyP99()));
            }
            queues.put(sample.instance(), sample.queueDepth());
            Batches batches = sample.batches();
            if (batches != null && batches.intents() > 0) {
                double ended = sample.throughput() * seconds;
                intents += ended;
                double share = ended / batches.intents();
                busy += share * batches.work().toNanos() / NANOS;
                work += share * heard.atFullSpeed(batches.work());
                processors += sample.cpuShare() * seconds;
                perBatch = Math.max(perBatch, heard.atFullSpeed(batches.work()));
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
                Duration.ofNanos((long) latency),
                Duration.ofNanos((long) (work / intents)),
                Duration.ofNanos((long) perBatch),
                Math.min(1, processors / busy),
                Math.min(1, (double) known.toNanos() / length.toNanos())));
    }
}
