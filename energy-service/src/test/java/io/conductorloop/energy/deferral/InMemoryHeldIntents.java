package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A waiting room that lives as long as this process. */
public final class InMemoryHeldIntents implements HeldIntents {
    private final InstantSource clock;
    private final NavigableMap<IntentId, Entry> entries = new TreeMap<>();
    private final Map<String, IntentId> facets = new HashMap<>();
    private final NavigableMap<Instant, Tally> tallies = new TreeMap<>();
    private final Map<String, Instant> turns = new HashMap<>();
    private boolean complete;

    private record Entry(
            HeldIntent held, Instant due, @Nullable String claim, Instant forgotten) {}

    public InMemoryHeldIntents(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Set<IntentId> settled(Collection<IntentId> ids) {
        return ids.stream()
                .filter(id -> find(id).filter(held -> held.settled() != null).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Admission> hold(List<HeldIntent> intents) {
        return intents.stream().map(this::hold).toList();
    }

    private Admission hold(HeldIntent held) {
        IntentId id = held.intent().id();
        Optional<HeldIntent> known = find(id);
        if (known.isPresent()) {
            return known.get().settled() == null ? Admission.WAITS : Admission.SETTLED;
        }
        IntentId other = facets.get(held.intent().facet());
        Entry standing = other == null ? null : entries.get(other);
        if (standing != null
                && standing.held().intent().sequence() > held.intent().sequence()) {
            put(with(held, new Fate.Superseded(standing.held().intent().id())), Instant.MIN, null);
            return Admission.OUTDATED;
        }
        if (standing != null) {
            put(with(standing.held(), new Fate.Superseded(id)), Instant.MIN, null);
        }
        facets.put(held.intent().facet(), id);
        put(held, held.plan().at(), null);
        return Admission.HELD;
    }

    @Override
    public synchronized List<HeldIntent> claimDue(Instant now, Claim claim, int limit) {
        List<Entry> due = entries.values().stream()
                .filter(entry -> entry.held().settled() == null && !entry.due().isAfter(now))
                .sorted(Comparator.comparing(Entry::due))
                .limit(limit)
                .toList();
        List<HeldIntent> claimed = new ArrayList<>();
        int bytes = 0;
        for (Entry entry : due) {
            bytes += entry.held().intent().bytes().length;
            if (bytes > MOST_BYTES && !claimed.isEmpty()) {
                break;
            }
            HeldIntent held = entry.held().fate() instanceof Fate.Waiting
                    ? with(entry.held(), new Fate.Released())
                    : entry.held();
            leaveFacet(held);
            put(held, claim.until(), claim.token());
            claimed.add(held);
        }
        return claimed;
    }

    @Override
    public synchronized Optional<HeldIntent> claim(IntentId id, Fate fate, Claim claim) {
        Entry entry = entries.get(id);
        if (entry == null || !(entry.held().fate() instanceof Fate.Waiting)) {
            return Optional.empty();
        }
        HeldIntent held = with(entry.held(), fate);
        leaveFacet(held);
        put(held, claim.until(), claim.token());
        return Optional.of(held);
    }

    @Override
    public synchronized boolean settle(HeldIntent intent, Claim claim, Settled settled, Duration remembered) {
        IntentId id = intent.intent().id();
        Entry entry = entries.get(id);
        if (entry == null || entry.held().settled() != null || !claim.token().equals(entry.claim())) {
            return false;
        }
        HeldIntent held = entry.held();
        DeferredIntent left = held.intent();
        DeferredIntent without = new DeferredIntent(
                left.id(),
                left.sequence(),
                left.key(),
                new byte[0],
                Map.of(),
                left.target(),
                left.type(),
                left.priority(),
                left.deadline());
        HeldIntent ended =
                new HeldIntent(without, held.heldAt(), held.intensityThen(), held.plan(), held.fate(), settled);
        entries.put(id, new Entry(ended, Instant.MAX, null, clock.instant().plus(remembered)));
        tallies.merge(settled.at().truncatedTo(ChronoUnit.HOURS), Tally.of(held.fate(), settled), Tally::plus);
        return true;
    }

    @Override
    public synchronized void replan(IntentId id, ReleasePlan plan) {
        Entry entry = entries.get(id);
        if (entry != null && entry.held().fate() instanceof Fate.Waiting) {
            HeldIntent held = entry.held();
            put(
                    new HeldIntent(held.intent(), held.heldAt(), held.intensityThen(), plan, held.fate(), null),
                    plan.at(),
                    null);
        }
    }

    @Override
    public synchronized Optional<HeldIntent> find(IntentId id) {
        Entry entry = entries.get(id);
        if (entry != null && entry.held().settled() != null && !clock.instant().isBefore(entry.forgotten())) {
            entries.remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::held);
    }

    @Override
    public synchronized Page page(@Nullable IntentId before, int limit) {
        List<HeldIntent> all = (before == null ? entries : entries.headMap(before, false))
                .descendingMap().values().stream()
                        .map(Entry::held)
                        .filter(held -> held.settled() == null)
                        .limit(limit + 1L)
                        .map(InMemoryHeldIntents::listed)
                        .toList();
        return all.size() <= limit
                ? new Page(all, null)
                : new Page(all.subList(0, limit), all.get(limit - 1).intent().id());
    }

    private static HeldIntent listed(HeldIntent held) {
        return Held.with(new byte[0], Map.of(), held);
    }

    @Override
    public synchronized long size() {
        return entries.values().stream()
                .filter(entry -> entry.held().settled() == null)
                .count();
    }

    @Override
    public synchronized Tally tally(Instant from, Instant to) {
        return tallies.subMap(from, true, to, false).values().stream().reduce(Tally.NONE, Tally::plus);
    }

    @Override
    public synchronized boolean isComplete() {
        return complete;
    }

    @Override
    public synchronized void markComplete() {
        complete = true;
    }

    @Override
    public synchronized boolean takeTurn(String what, Duration time) {
        Instant now = clock.instant();
        if (now.isBefore(turns.getOrDefault(what, Instant.MIN))) {
            return false;
        }
        turns.put(what, now.plus(time));
        return true;
    }

    private void put(HeldIntent held, Instant due, @Nullable String claim) {
        entries.put(held.intent().id(), new Entry(held, due, claim, Instant.MAX));
    }

    private void leaveFacet(HeldIntent held) {
        facets.remove(held.intent().facet(), held.intent().id());
    }

    private static HeldIntent with(HeldIntent held, Fate fate) {
        return new HeldIntent(held.intent(), held.heldAt(), held.intensityThen(), held.plan(), fate, null);
    }
}
