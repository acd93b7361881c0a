package io.conductorloop.executor.deadletter;

import io.conductorloop.contracts.IntentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Dead letters that are kept as long as this process lives. */
public final class InMemoryDeadLetters implements DeadLetters {
    private final NavigableMap<IntentId, Kept> letters = new TreeMap<>();

    @Override
    public synchronized void keep(Collection<DeadLetter> added) {
        added.forEach(letter -> letters.putIfAbsent(letter.id(), new Kept(letter, null, false)));
    }

    @Override
    public synchronized DeadLetterDecision decide(DeadLetterDecision decision) {
        Kept kept = letters.get(decision.letter());
        if (kept == null) {
            return decision;
        }
        DeadLetterDecision standing = kept.decision();
        if (standing != null) {
            return standing;
        }
        letters.put(decision.letter(), new Kept(kept.letter(), decision, false));
        return decision;
    }

    @Override
    public synchronized void confirm(Collection<DeadLetterDecision> decisions) {
        for (DeadLetterDecision decision : decisions) {
            DeadLetterDecision standing = decide(decision);
            letters.computeIfPresent(decision.letter(), (_, kept) -> new Kept(kept.letter(), standing, true));
        }
    }

    @Override
    public synchronized Optional<Kept> find(IntentId id) {
        return Optional.ofNullable(letters.get(id));
    }

    @Override
    public synchronized Page page(Filter filter, @Nullable IntentId before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit);
        }
        List<Kept> page = new ArrayList<>();
        for (Kept kept : (before == null ? letters : letters.headMap(before, false))
                .descendingMap()
                .values()) {
            if (filter.matches(kept)) {
                if (page.size() == limit) {
                    return new Page(page, page.getLast().letter().id());
                }
                page.add(kept);
            }
        }
        return new Page(page, null);
    }
}
