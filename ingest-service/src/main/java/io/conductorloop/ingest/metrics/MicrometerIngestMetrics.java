package io.conductorloop.ingest.metrics;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.ingest.IngestMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts in Micrometer under the names that docs/meters.md lists. */
public final class MicrometerIngestMetrics implements IngestMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(3),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry registry;
    private final Counter claimed;
    private final Counter takenOver;
    private final Counter overflows;
    private final Counter heldBack;
    private final Counter validationFailures;
    private final Map<Origin, Counter> published = new EnumMap<>(Origin.class);
    private final Map<Origin, Counter> bytes = new EnumMap<>(Origin.class);
    private final Map<Origin, Timer> accepting = new EnumMap<>(Origin.class);
    private final Map<IntentState, Counter> ended = new EnumMap<>(IntentState.class);
    private final Map<IntentState, Counter> answered = new EnumMap<>(IntentState.class);
    private final Timer processing;
    private final AtomicLong pending = new AtomicLong();
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();

    public MicrometerIngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        claimed = counter("conductor.loop.files.claimed", "Files claimed in the handoff folder");
        takenOver =
                counter("conductor.loop.claims.taken.over", "Claims of stopped instances or earlier runs taken over");
        overflows = counter("conductor.loop.watch.overflows", "Times the folder watch lost events and rescanned");
        heldBack = counter("conductor.loop.backpressure.events", "Times intake waited for room in flight");
        validationFailures = counter("conductor.loop.validation.failures", "Files that ended REJECTED");
        processing = Timer.builder("conductor.loop.processing.duration")
                .description("From a file's claim to its last move")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (Origin origin : Origin.values()) {
            String name = name(origin);
            published.put(
                    origin,
                    counter("conductor.loop.intents.published", "Intents made durable in Kafka", "origin", name));
            bytes.put(
                    origin,
                    Counter.builder("conductor.loop.published")
                            .description("Intent bytes made durable in Kafka")
                            .baseUnit("bytes")
                            .tag("origin", name)
                            .register(registry));
            accepting.put(
                    origin,
                    Timer.builder("conductor.loop.accept.duration")
                            .description("From claim or REST call to durable in Kafka")
                            .tag("origin", name)
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
        for (IntentState state : IntentState.values()) {
            if (state.isFinal()) {
                boolean toFailed = state == IntentState.REJECTED || state == IntentState.FAILED;
                ended.put(
                        state,
                        toFailed
                                ? counter(
                                        "conductor.loop.files.failed", "Files moved to failed/", "outcome", name(state))
                                : counter(
                                        "conductor.loop.files.processed",
                                        "Files moved to processed/",
                                        "outcome",
                                        name(state)));
                answered.put(
                        state,
                        counter(
                                "conductor.loop.rest.intents.ended",
                                "REST intents that ended",
                                "outcome",
                                name(state)));
            }
        }
        Gauge.builder("conductor.loop.pending.files", pending, AtomicLong::get)
                .description("Files waiting to be claimed, as of the last look")
                .register(registry);
    }

    @Override
    public void claimed() {
        claimed.increment();
    }

    @Override
    public void takenOver() {
        takenOver.increment();
    }

    @Override
    public void published(Origin origin, long size, Duration took) {
        of(published, origin).increment();
        of(bytes, origin).increment((double) size);
        of(accepting, origin).record(took);
    }

    @Override
    public void refused(String rule) {
        refused.computeIfAbsent(
                        rule,
                        name -> counter(
                                "conductor.loop.suspicious.files", "Files refused before publishing", "rule", name))
                .increment();
    }

    @Override
    public void finished(IntentState outcome, Duration took) {
        of(ended, outcome).increment();
        processing.record(took);
        if (outcome == IntentState.REJECTED) {
            validationFailures.increment();
        }
    }

    @Override
    public void answered(IntentState outcome, Duration took) {
        of(answered, outcome).increment();
    }

    @Override
    public void pending(long files) {
        pending.set(files);
    }

    @Override
    public void watchOverflowed() {
        overflows.increment();
    }

    @Override
    public void heldBack() {
        heldBack.increment();
    }

    @Override
    public void retried(String dependency) {
        errors.computeIfAbsent(
                        dependency,
                        name -> counter("conductor.loop.errors", "Failures outside ingest", "dependency", name))
                .increment();
        retries.computeIfAbsent(
                        dependency,
                        name -> counter("conductor.loop.retry.attempts", "Tries after a failure", "dependency", name))
                .increment();
    }

    @Override
    public void queue(LongSupplier depth, long capacity) {
        gauge("conductor.loop.queue.depth", "Intents between readers and publisher", depth);
        gauge("conductor.loop.queue.length", "The same as queue_depth, under the name autoscalers know", depth);
        gauge("conductor.loop.queue.capacity", "Intents that fit between readers and publisher", () -> capacity);
    }

    @Override
    public void inFlight(LongSupplier inFlight, long limit) {
        gauge("conductor.loop.in.flight.bytes", "Intent bytes between claim and acknowledgement", inFlight);
        gauge("conductor.loop.in.flight.limit.bytes", "Intent bytes that may be in flight", () -> limit);
    }

    private void gauge(String name, String description, LongSupplier value) {
        // Strong: nobody else may hold the supplier.
        Gauge.builder(name, value, LongSupplier::getAsLong)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        V value = all.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is not counted");
        }
        return value;
    }
}
