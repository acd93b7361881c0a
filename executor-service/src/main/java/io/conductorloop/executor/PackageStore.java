package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where package revisions are kept. The store is the last line of the promises: by what it holds it recognises an intent it
 * was given before, and it never replaces an intent by an older one of the same target and type. So a call may be repeated
 * at will, also by another instance, also when nothing else remembers.
 */
public interface PackageStore {
    /** How changes are handed over. */
    enum Grouping {
        /** One package a call; calls for different packages at the same time. */
        PACKAGE,
        /** All packages of a micro-batch in one call, which becomes one transaction; one call at a time. */
        BATCH
    }

    Grouping grouping();

    /**
     * A place behind the store that takes so many calls at a time: more would wait there, and hold workers that other places
     * could use.
     */
    record Site(String name, int atOnce) {}

    /** Where a change goes, told without asking anybody; null: nowhere that takes fewer calls than there are workers. */
    default @Nullable Site site(PackageChange change) {
        return null;
    }

    /**
     * Those of the intents that were {@linkplain Effect.Awaiting awaiting} a decision and are to be given to the store again, as it has
     * been made. Asked every few seconds, so in as few calls as can be; what cannot be told now is not decided.
     *
     * @param waiting all intents that wait, by their packages; what is kept for the sake of others may go
     */
    default Set<IntentId> decided(Map<String, List<PlannedIntent>> waiting) {
        return waiting.values().stream()
                .flatMap(List::stream)
                .map(PlannedIntent::id)
                .collect(Collectors.toSet());
    }

    /**
     * Writes the changes and says for each intent in them what became of it. Expected failures are effects, not exceptions.
     * Blocks until the effects are durable.
     *
     * @return an effect for each intent of {@code changes}, none missing
     */
    Map<IntentId, Effect> apply(List<PackageChange> changes);
}
