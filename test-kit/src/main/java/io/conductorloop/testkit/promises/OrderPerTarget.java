package io.conductorloop.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Target;
import io.conductorloop.testkit.promises.Evidence.Effect;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The effects on a target come in sequence order, and only a newer intent supersedes. For runs of one intent type. */
public final class OrderPerTarget implements Promise {
    @Override
    public void holdsFor(Evidence evidence) {
        Map<Target, List<Long>> byTarget = evidence.effects().stream()
                .collect(Collectors.groupingBy(
                        Effect::target, Collectors.mapping(Effect::sequence, Collectors.toList())));
        assertThat(byTarget)
                .allSatisfy((target, sequences) -> assertThat(sequences)
                        .as("sequences applied to %s", target)
                        .isSortedAccordingTo(Comparator.naturalOrder())
                        .doesNotHaveDuplicates());

        Map<IntentId, Long> sequences = evidence.outcomes().stream()
                .collect(Collectors.toMap(IntentFinished::id, IntentFinished::sequence, (a, b) -> a));
        assertThat(evidence.outcomes()).allSatisfy(finished -> {
            if (finished.outcome() instanceof Outcome.Superseded(IntentId by)) {
                assertThat(sequences.get(by))
                        .as("%s superseded by %s", finished.id(), by)
                        .isNotNull()
                        .isGreaterThan(finished.sequence());
            }
        });

        Map<Target, Long> newestAccepted = evidence.outcomes().stream()
                .filter(finished -> finished.target() != null)
                .filter(finished -> finished.outcome() instanceof Outcome.Executed
                        || finished.outcome() instanceof Outcome.Superseded)
                .collect(Collectors.toMap(IntentFinished::target, IntentFinished::sequence, Math::max));
        Map<Target, Long> newestApplied = byTarget.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getLast()));
        assertThat(newestApplied).as("newest sequence applied to each target").isEqualTo(newestAccepted);
    }
}
