package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One revision for many intents. Of each facet only the newest intent is written; the older ones share its fate, for it
 * would have replaced them anyway, with two exceptions. Where the store refuses the newest, nothing has replaced the others,
 * and the next older one is written in its place. And where an older one was tried in an earlier delivery, the store may
 * hold it, so the store is asked: given to it after the newer one, it is found or outrun, and changes nothing.
 *
 * <p>Facets are told apart within a package. Two intents of one facet that claim two packages are both written, as they
 * would be in two batches.
 */
final class Coalescing {
    private Coalescing() {}

    /** What to write of the intents that are still open: the newest of each facet. */
    static PackageChange change(String packageName, Collection<PlannedIntent> open) {
        List<PlannedIntent> newest = new ArrayList<>(newest(open).values());
        newest.sort(Comparator.comparingLong(PlannedIntent::sequence));
        return new PackageChange(packageName, newest);
    }

    /**
     * What the effects on the newest mean for all open intents. Those that stay open and have to be written or asked for
     * are missing in the answer; there is always at least one that is not.
     *
     * @param perhapsHeld intents that the store may hold from an earlier delivery
     * @param effects on the intents of {@link #change}; one that is missing counts as unavailable
     */
    static Map<IntentId, Effect> settle(
            Collection<PlannedIntent> open, Set<IntentId> perhapsHeld, Map<IntentId, Effect> effects) {
        Map<Facet, PlannedIntent> newest = newest(open);
        Map<IntentId, Effect> settled = new HashMap<>();
        for (PlannedIntent intent : open) {
            PlannedIntent winner = newest.getOrDefault(Facet.of(intent.intent()), intent);
            Effect effect = effects.getOrDefault(winner.id(), UNANSWERED);
            if (winner.id().equals(intent.id())) {
                settled.put(intent.id(), effect);
            } else {
                behind(winner, effect, perhapsHeld.contains(intent.id()))
                        .ifPresent(shared -> settled.put(intent.id(), shared));
            }
        }
        return settled;
    }

    private static Optional<Effect> behind(PlannedIntent winner, Effect effect, boolean perhapsHeld) {
        return switch (effect) {
            case Effect.Refused _ -> Optional.empty();
            case Effect.Unavailable unavailable -> Optional.of(unavailable);
            case Effect.Outrun outrun -> perhapsHeld ? Optional.empty() : Optional.of(outrun);
            case Effect.InRevision _ -> perhapsHeld ? Optional.empty() : Optional.of(new Effect.Outrun(winner.id()));
        };
    }

    private static final Effect UNANSWERED =
            new Effect.Unavailable(Reason.of("store", "The package store did not say what became of the intent"));

    private static Map<Facet, PlannedIntent> newest(Collection<PlannedIntent> open) {
        Map<Facet, PlannedIntent> newest = new HashMap<>();
        for (PlannedIntent intent : open) {
            newest.merge(
                    Facet.of(intent.intent()), intent, (one, other) -> one.sequence() > other.sequence() ? one : other);
        }
        return newest;
    }
}
