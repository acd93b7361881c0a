package io.conductorloop.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Evidence.Received;
import io.conductorloop.testkit.promises.Promise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is left of the promise about repeats where the memory of them is lost: an intent that ends {@code DUPLICATE} does say
 * what the intent it names says, and nothing else was accepted in between. A repeat may end otherwise.
 */
final class RepeatsAtMost implements Promise {
    @Override
    public void holdsFor(Evidence evidence) {
        Map<IntentId, Outcome> ends = new HashMap<>();
        evidence.outcomes().forEach(finished -> ends.put(finished.id(), finished.outcome()));
        Map<IntentId, String> wrong = new TreeMap<>();
        evidence.firstCopiesByKey().values().forEach(copies -> look(copies, ends, wrong));
        assertThat(wrong).as("intents that are no repeats of what they name").isEmpty();
    }

    private static void look(List<Received> copies, Map<IntentId, Outcome> ends, Map<IntentId, String> wrong) {
        // Those accepted ones that say the same, with nothing else between them.
        Set<IntentId> alike = new HashSet<>();
        String said = "";
        for (Received copy : copies) {
            Outcome end = ends.get(copy.id());
            if (end instanceof Outcome.Rejected) {
                continue;
            }
            if (!said.equals(copy.sha256())) {
                said = copy.sha256();
                alike.clear();
            }
            if (end instanceof Outcome.Duplicate(IntentId original) && !alike.contains(original)) {
                wrong.put(copy.id(), copy.file() + " as a repeat of " + original);
            }
            alike.add(copy.id());
        }
    }
}
