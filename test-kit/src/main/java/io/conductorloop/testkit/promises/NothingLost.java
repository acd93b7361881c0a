package io.conductorloop.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Every file that was dropped has an outcome, a status, and its place in {@code processed/} or {@code failed/}. */
public final class NothingLost implements Promise {
    @Override
    public void holdsFor(Evidence evidence) {
        Set<String> withOutcome = evidence.outcomes().stream()
                .map(IntentFinished::file)
                .filter(file -> file != null)
                .collect(Collectors.toSet());
        assertThat(missing(evidence.submitted(), withOutcome))
                .as("files without an outcome")
                .isEmpty();

        Set<String> moved = new HashSet<>(evidence.processed());
        moved.addAll(evidence.failed());
        assertThat(missing(evidence.submitted(), moved))
                .as("files neither processed nor failed")
                .isEmpty();
        assertThat(evidence.left()).as("files left in the folder").isEmpty();
        assertThat(missing(evidence.submitted(), evidence.statuses().keySet()))
                .as("files without a status")
                .isEmpty();
    }

    private static Set<String> missing(Set<String> all, Set<String> present) {
        Set<String> missing = new HashSet<>(all);
        missing.removeAll(present);
        return missing;
    }
}
