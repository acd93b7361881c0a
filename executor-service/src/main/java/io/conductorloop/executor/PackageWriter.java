package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings work into the package store, traces that, and learns how long it takes. A store that throws has not said anything: its intents
 * are unavailable, never lost.
 */
final class PackageWriter {
    private final PackageStore store;
    private final LongSupplier nanoTime;
    private final ExecutorMetrics metrics;
    private final Tracing tracing;
    private final AtomicReference<ProcessingTimeEstimate> times = new AtomicReference<>(ProcessingTimeEstimate.UNKNOWN);

    PackageWriter(PackageStore store, LongSupplier nanoTime, ExecutorMetrics metrics, Tracing tracing) {
        this.store = tracing.isOn() ? new TracedPackageStore(store, tracing) : store;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    PackageStore.Grouping grouping() {
        return store.grouping();
    }

    /** Where work goes that is written by itself. */
    PackageStore.@Nullable Site site(PackageWork work) {
        return store.site(work.change());
    }

    /** What has been learnt so far. */
    ProcessingTimeEstimate times() {
        return times.get();
    }

    /** Writes what is next of each work, in one call. */
    Map<IntentId, Effect> write(List<PackageWork> work) {
        long start = nanoTime.getAsLong();
        Map<IntentId, Effect> effects =
                call(work.stream().map(PackageWork::change).toList());
        learn(work, Duration.ofNanos(nanoTime.getAsLong() - start));
        return effects;
    }

    private Map<IntentId, Effect> call(List<PackageChange> changes) {
        try {
            return store.apply(changes);
        } catch (RuntimeException e) {
            Effect unknown = new Effect.Unavailable(Reason.of("store", "The package store failed: " + describe(e)));
            Map<IntentId, Effect> effects = new HashMap<>();
            changes.forEach(change -> change.intents().forEach(intent -> effects.put(intent.id(), unknown)));
            return effects;
        }
    }

    private static String describe(RuntimeException e) {
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private void learn(List<PackageWork> work, Duration took) {
        int intents = work.stream().mapToInt(some -> some.intents().size()).sum();
        Map<String, Integer> byBackend = new LinkedHashMap<>();
        work.forEach(some -> byBackend.merge(some.backend(), some.intents().size(), Integer::sum));
        byBackend.forEach((backend, share) -> {
            Duration part = took.multipliedBy(share).dividedBy(intents);
            times.updateAndGet(before -> before.observed(backend, share, part));
        });
        tracing.measure(ids(work), () -> metrics.written(work.size(), intents, took));
    }

    private static Iterator<IntentId> ids(List<PackageWork> work) {
        return work.stream()
                .flatMap(some -> some.intents().stream())
                .map(DeliveredIntent::id)
                .iterator();
    }
}
