package io.conductorloop.ml.steering;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Telemetry that reads: {@code Samples.of("executor").arriving(50).at(now)}. */
final class Samples {
    private final String service;
    private String instance = "a";
    private Duration interval = Duration.ofSeconds(1);
    private double arriving;
    private long queued;
    private double batch = 100;
    private Duration took = Duration.ofMillis(120);
    private Duration work = Duration.ofMillis(200);

    private Samples(String service) {
        this.service = service;
    }

    static Samples of(String service) {
        return new Samples(service);
    }

    Samples instance(String name) {
        instance = name;
        return this;
    }

    Samples over(Duration time) {
        interval = time;
        return this;
    }

    /** Intents a second. */
    Samples arriving(double perSecond) {
        arriving = perSecond;
        return this;
    }

    Samples queued(long intents) {
        queued = intents;
        return this;
    }

    /** A batch of so many intents took so long, and each intent one worker so long. */
    Samples batch(double intents, Duration time, Duration perIntent) {
        batch = intents;
        took = time;
        work = Duration.ofNanos((long) (perIntent.toNanos() * intents));
        return this;
    }

    TelemetrySample at(Instant at) {
        return new TelemetrySample(
                service,
                instance,
                at,
                interval,
                4,
                0.3,
                30_000_000,
                queued,
                Duration.ofMillis(5),
                arriving,
                arriving,
                Map.of(),
                new Batches(batch, batch * 200, took, work),
                null);
    }
}
