package io.conductorloop.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every intent ends in one way, and has taken effect once if it was executed and never if it was not. */
public final class EffectOnce implements Promise {
    @Override
    public void holdsFor(Evidence evidence) {
        Map<IntentId, Set<Outcome>> several = new LinkedHashMap<>();
        evidence.outcomesById().forEach((id, finished) -> {
            Set<Outcome> outcomes =
                    finished.stream().map(IntentFinished::outcome).collect(Collectors.toSet());
            if (outcomes.size() > 1) {
                several.put(id, outcomes);
            }
        });
        assertThat(several).as("intents that ended in more than one way").isEmpty();

        Map<IntentId, Long> effects =
                evidence.effects().stream().collect(Collectors.groupingBy(Evidence.Effect::id, Collectors.counting()));
        Map<IntentId, Long> doubled = new LinkedHashMap<>(effects);
        doubled.values().removeIf(count -> count == 1);
        assertThat(doubled).as("intents that took effect more than once").isEmpty();

        Set<IntentId> executed = evidence.outcomes().stream()
                .filter(outcome -> outcome.state() == IntentState.EXECUTED)
                .map(outcome -> outcome.id())
                .collect(Collectors.toSet());
        assertThat(effects.keySet()).as("intents in the package store").isEqualTo(executed);

        Map<String, List<String>> statuses = new LinkedHashMap<>(evidence.statuses());
        statuses.values().removeIf(names -> names.size() == 1);
        assertThat(statuses).as("files with more than one status").isEmpty();
    }
}
