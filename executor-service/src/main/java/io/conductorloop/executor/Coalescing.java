package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One revision for many intents. Of each facet only the newest intent is written; the older ones share its fate, for it
 * would have replaced them anyway, except where the store refuses it: then nothing has replaced them.
 *
 * <p>A store need not remember what it held once a newer intent has replaced it. So intents that it may hold from an earlier
 * delivery go first, the oldest of them, one at a time, and nothing newer of their facet is written before what became of
 * them is known.
 *
 * <p>That holds for the types of which intents may be coalesced. Any other intent is written alone, in its turn, and none is left out
 * for a newer one that came with it.
 *
 * <p>Facets are told apart within a package. Two intents of one facet that claim two packages are both written, as they
 * would be in two batches.
 */
final class Coalescing {
    private static final Effect UNANSWERED =
            new Effect.Unavailable(Reason.of("store", "The package store did not say what became of the intent"));

    private Coalescing() {}

    /** What to write next of the intents that are still open: one of each facet, in sequence order. */
    static PackageChange change(
            String packageName, Collection<PlannedIntent> open, Set<IntentId> perhapsHeld, Set<IntentType> coalesced) {
        return new PackageChange(packageName, next(candidates(open, perhapsHeld, coalesced), coalesced));
    }

    private static List<PlannedIntent> next(Map<Facet, PlannedIntent> candidates, Set<IntentType> coalesced) {
        List<PlannedIntent> all = new ArrayList<>(candidates.values());
        all.sort(Comparator.comparingLong(PlannedIntent::sequence));
        List<PlannedIntent> together = all.stream()
                .filter(intent -> coalesced.contains(intent.intent().type()))
                .toList();
        return together.isEmpty() ? all.subList(0, Math.min(1, all.size())) : together;
    }

    /**
     * What the effects of that mean for all open intents. Those that are missing in the answer stay open: their turn is next.
     * At least one is not.
     *
     * @param perhapsHeld intents that the store may hold from an earlier delivery
     * @param effects on the intents of {@link #change}; one that is missing counts as unavailable
     */
    static Map<IntentId, Effect> settle(
            Collection<PlannedIntent> open,
            Set<IntentId> perhapsHeld,
            Set<IntentType> coalesced,
            Map<IntentId, Effect> effects) {
        Map<Facet, PlannedIntent> candidates = candidates(open, perhapsHeld, coalesced);
        Set<IntentId> given =
                next(candidates, coalesced).stream().map(PlannedIntent::id).collect(Collectors.toSet());
        Map<IntentId, Effect> settled = new HashMap<>();
        for (PlannedIntent intent : open) {
            PlannedIntent candidate = candidates.getOrDefault(Facet.of(intent.intent()), intent);
            if (!given.contains(candidate.id())) {
                continue;
            }
            Effect effect = effects.getOrDefault(candidate.id(), UNANSWERED);
            if (candidate.id().equals(intent.id())) {
                settled.put(intent.id(), effect);
            } else {
                boolean replaced = intent.sequence() < candidate.sequence() && !perhapsHeld.contains(intent.id());
                shared(effect, candidate, replaced).ifPresent(fate -> settled.put(intent.id(), fate));
            }
        }
        return settled;
    }

    private static Optional<Effect> shared(Effect effect, PlannedIntent candidate, boolean replaced) {
        return switch (effect) {
            case Effect.Unavailable unavailable -> Optional.of(unavailable);
            case Effect.Outrun outrun when replaced -> Optional.of(outrun);
            case Effect.InRevision _, Effect.Awaiting _ when replaced -> Optional.of(new Effect.Outrun(candidate.id()));
            case Effect.Outrun _, Effect.InRevision _, Effect.Awaiting _, Effect.Refused _ -> Optional.empty();
        };
    }

    private static Map<Facet, PlannedIntent> candidates(
            Collection<PlannedIntent> open, Set<IntentId> perhapsHeld, Set<IntentType> coalesced) {
        Map<Facet, PlannedIntent> candidates = new HashMap<>();
        for (PlannedIntent intent : open) {
            candidates.merge(
                    Facet.of(intent.intent()), intent, (one, other) -> first(one, other, perhapsHeld, coalesced));
        }
        return candidates;
    }

    private static PlannedIntent first(
            PlannedIntent one, PlannedIntent other, Set<IntentId> perhapsHeld, Set<IntentType> coalesced) {
        boolean oneMay = perhapsHeld.contains(one.id());
        boolean otherMay = perhapsHeld.contains(other.id());
        if (oneMay != otherMay) {
            return oneMay ? one : other;
        }
        boolean oneIsNewer = one.sequence() > other.sequence();
        boolean isOldestFirst = oneMay || !coalesced.contains(one.intent().type());
        return oneIsNewer == isOldestFirst ? other : one;
    }
}
