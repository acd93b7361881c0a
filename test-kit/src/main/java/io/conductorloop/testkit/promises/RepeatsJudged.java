package io.conductorloop.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.testkit.promises.Evidence.Received;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An intent ends {@code DUPLICATE} exactly when it says what its target's latest accepted intent said, and names that one.
 * For runs under the policy {@code since-last-change} in which no intent fails.
 */
public final class RepeatsJudged implements Promise {
    @Override
    public void holdsFor(Evidence evidence) {
        Map<IntentId, Outcome> actual = new HashMap<>();
        evidence.outcomes().forEach(finished -> actual.put(finished.id(), finished.outcome()));
        Map<IntentId, Outcome> expected = new HashMap<>();
        evidence.firstCopiesByKey().values().forEach(copies -> expectRepeats(copies, actual, expected));

        Map<IntentId, Outcome> duplicates = new HashMap<>();
        evidence.outcomes().stream()
                .filter(finished -> finished.state() == IntentState.DUPLICATE)
                .forEach((IntentFinished finished) -> duplicates.put(finished.id(), finished.outcome()));
        assertThat(duplicates).as("repeats").isEqualTo(expected);
    }

    private static void expectRepeats(
            List<Received> copies, Map<IntentId, Outcome> actual, Map<IntentId, Outcome> expected) {
        Received latest = null;
        for (Received copy : copies) {
            if (actual.get(copy.id()) instanceof Outcome.Rejected) {
                continue;
            }
            if (latest != null && latest.sha256().equals(copy.sha256())) {
                expected.put(copy.id(), new Outcome.Duplicate(latest.id()));
            } else {
                latest = copy;
            }
        }
    }
}
