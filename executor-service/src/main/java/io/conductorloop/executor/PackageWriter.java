package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings work into the package store and says what became of every intent of it. Learns how long that takes. A store that
 * throws or leaves an intent out has not said anything: the intent is unavailable, never lost.
 */
final class PackageWriter {
    private final PackageStore store;
    private final LongSupplier nanoTime;
    private final ExecutorMetrics metrics;
    private final AtomicReference<ProcessingTimeEstimate> times = new AtomicReference<>(ProcessingTimeEstimate.UNKNOWN);

    PackageWriter(PackageStore store, LongSupplier nanoTime, ExecutorMetrics metrics) {
        this.store = store;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    PackageStore.Grouping grouping() {
        return store.grouping();
    }

    /** What has been learnt so far. */
    ProcessingTimeEstimate times() {
        return times.get();
    }

    /** Writes the work in as few calls as it takes: one, and more only where {@link Coalescing} leaves intents open. */
    Map<IntentId, Effect> write(List<PackageWork> work) {
        List<Open> open = new ArrayList<>();
        work.forEach(some -> open.add(new Open(some, new ArrayList<>(some.planned()))));
        Map<IntentId, Effect> settled = new HashMap<>();
        long start = nanoTime.getAsLong();
        while (!open.isEmpty()) {
            Map<IntentId, Effect> effects = call(open.stream().map(Open::change).toList());
            open.forEach(some -> settled.putAll(some.settle(effects)));
            open.removeIf(some -> some.intents().isEmpty());
        }
        learn(work, Duration.ofNanos(nanoTime.getAsLong() - start));
        return settled;
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
        metrics.written(work.size(), intents, took);
    }

    /** The intents of some work that are not settled yet. */
    private record Open(PackageWork work, List<PlannedIntent> intents) {
        PackageChange change() {
            return Coalescing.change(work.packageName(), intents);
        }

        Map<IntentId, Effect> settle(Map<IntentId, Effect> effects) {
            Map<IntentId, Effect> round = Coalescing.settle(intents, work.perhapsHeld(), effects);
            intents.removeIf(intent -> round.containsKey(intent.id()));
            return round;
        }
    }
}
