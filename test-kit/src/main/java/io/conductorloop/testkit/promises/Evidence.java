package io.conductorloop.testkit.promises;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run left behind, read from the outside: the topics, the package store and the folder.
 *
 * @param submitted names of all files that were dropped
 * @param received records of {@code intents.received}, by partition and offset
 * @param outcomes records of {@code intents.outcomes} in the order of their partitions
 * @param effects what the package store did, oldest first for each target
 * @param processed names in {@code processed/}
 * @param failed names in {@code failed/}, error logs left out
 * @param statuses status files by the name of their intent file
 * @param left names still in the folder or claimed
 */
public record Evidence(
        Set<String> submitted,
        List<Received> received,
        List<IntentFinished> outcomes,
        List<Effect> effects,
        Set<String> processed,
        Set<String> failed,
        Map<String, List<String>> statuses,
        Set<String> left) {

    /** One record of {@code intents.received}. */
    public record Received(IntentId id, String file, String key, int partition, long sequence, String sha256) {}

    /** One intent in one revision of the package store. */
    public record Effect(IntentId id, Target target, long sequence) {}

    /** The distinct final outcomes of each intent. */
    public Map<IntentId, Set<IntentFinished>> outcomesById() {
        Map<IntentId, Set<IntentFinished>> byId = new LinkedHashMap<>();
        outcomes.forEach(outcome ->
                byId.computeIfAbsent(outcome.id(), id -> new LinkedHashSet<>()).add(outcome));
        return byId;
    }

    /** The first copy of each intent in the log, by key, in sequence order: how validation meets them. */
    public Map<String, List<Received>> firstCopiesByKey() {
        Map<IntentId, Received> first = new LinkedHashMap<>();
        received.stream()
                .sorted((a, b) -> Long.compare(a.sequence(), b.sequence()))
                .forEach(record -> first.putIfAbsent(record.id(), record));
        Map<String, List<Received>> byKey = new LinkedHashMap<>();
        first.values()
                .forEach(record -> byKey.computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(record));
        return byKey;
    }
}
