package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows intents that wait for a person's decision, and executes them again once it has been made. Nothing is held meanwhile but
 * what is known of them. Any number of instances may follow the same intents: the store tells each the same.
 */
public final class ProposalDesk {
    private final BatchExecution execution;
    private final ExecutionMemory memory;
    private final PackageNaming naming;
    private final PackageStore store;
    private final InstantSource clock;
    private final Duration reminder;
    private @Nullable Instant remindedAt;

    /**
     * Wires the desk.
     *
     * @param reminder how often the journal is told that intents still wait; shorter than it remembers
     */
    public ProposalDesk(
            BatchExecution execution,
            ExecutionMemory memory,
            PackageNaming naming,
            PackageStore store,
            InstantSource clock,
            Duration reminder) {
        this.execution = execution;
        this.memory = memory;
        this.naming = naming;
        this.store = store;
        this.clock = clock;
        this.reminder = reminder;
    }

    /**
     * An intent that waits.
     *
     * @param revision about which a decision is awaited
     * @param included whether the intent takes effect in it
     */
    public record Waiting(DeliveredIntent intent, String revision, boolean included) {}

    /** Looks once at all that wait; returns when everything that was decided is told. Not for two threads at a time. */
    public void follow(Collection<Waiting> all, Announcer announcer) {
        Map<DeliveredIntent, IntentId> outrun = outrun(all);
        execution.supersede(outrun, announcer);
        List<Waiting> waiting =
                all.stream().filter(some -> !outrun.containsKey(some.intent())).toList();
        Set<IntentId> decided = store.decided(byPackage(waiting));
        remind(waiting.stream()
                .filter(some -> !decided.contains(some.intent().id()))
                .toList());
        List<DeliveredIntent> due = waiting.stream()
                .map(Waiting::intent)
                // One that this version cannot read is refused: no decision would ever be about it.
                .filter(intent -> intent.intent() == null || decided.contains(intent.id()))
                .toList();
        if (!due.isEmpty()) {
            execution.execute(due, announcer);
        }
    }

    /** Those that are in no revision, each with the newest that waits of its facet and package where that is another. */
    private Map<DeliveredIntent, IntentId> outrun(Collection<Waiting> all) {
        record Place(String packageName, Facet facet) {}
        Map<Place, DeliveredIntent> newest = new HashMap<>();
        Map<DeliveredIntent, Place> places = new LinkedHashMap<>();
        for (Waiting waiting : all) {
            Intent intent = waiting.intent().intent();
            if (intent != null) {
                Place place = new Place(naming.packageOf(intent), Facet.of(intent));
                newest.merge(place, waiting.intent(), (a, b) -> a.sequence() > b.sequence() ? a : b);
                if (!waiting.included()) {
                    places.put(waiting.intent(), place);
                }
            }
        }
        Map<DeliveredIntent, IntentId> outrun = new LinkedHashMap<>();
        places.forEach((intent, place) -> {
            IntentId by = newest.getOrDefault(place, intent).id();
            if (!by.equals(intent.id())) {
                outrun.put(intent, by);
            }
        });
        return outrun;
    }

    private Map<String, List<PlannedIntent>> byPackage(List<Waiting> waiting) {
        Map<String, List<PlannedIntent>> byPackage = new LinkedHashMap<>();
        for (Waiting some : waiting) {
            DeliveredIntent delivered = some.intent();
            Intent intent = delivered.intent();
            if (intent != null) {
                byPackage
                        .computeIfAbsent(naming.packageOf(intent), _ -> new ArrayList<>())
                        .add(new PlannedIntent(delivered.id(), delivered.sequence(), intent));
            }
        }
        return byPackage;
    }

    private void remind(List<Waiting> waiting) {
        Instant now = clock.instant();
        if (waiting.isEmpty() || (remindedAt != null && now.isBefore(remindedAt.plus(reminder)))) {
            return;
        }
        List<IntentProposed> events = new ArrayList<>();
        for (Waiting some : waiting) {
            Intent intent = some.intent().intent();
            if (intent != null) {
                events.add(new IntentProposed(
                        some.intent().id(), now, naming.packageOf(intent), some.revision(), some.included()));
            }
        }
        memory.stillProposed(events);
        remindedAt = now;
    }
}
