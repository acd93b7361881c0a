package io.conductorloop.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every intent ends in one way, and has taken effect once if it was executed and never if it was not. */
public final class EffectOnce implements Promise {
    @Override
    public void holdsFor(Evidence evidence) {
        assertThat(evidence.outcomesById())
                .as("intents that ended in more than one way")
                .allSatisfy((id, outcomes) -> assertThat(outcomes.stream()
                                .map(outcome -> outcome.outcome())
                                .distinct())
                        .as("outcomes of %s", id)
                        .hasSize(1));

        Map<IntentId, Long> effects =
                evidence.effects().stream().collect(Collectors.groupingBy(Evidence.Effect::id, Collectors.counting()));
        assertThat(effects)
                .as("effects by intent")
                .allSatisfy(
                        (id, count) -> assertThat(count).as("effects of %s", id).isEqualTo(1));

        Set<IntentId> executed = evidence.outcomes().stream()
                .filter(outcome -> outcome.state() == IntentState.EXECUTED)
                .map(outcome -> outcome.id())
                .collect(Collectors.toSet());
        assertThat(effects.keySet()).as("intents in the package store").isEqualTo(executed);

        assertThat(evidence.statuses())
                .allSatisfy((file, statuses) ->
                        assertThat(statuses).as("statuses of %s", file).hasSize(1));
    }
}
