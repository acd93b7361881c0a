package io.conductorloop.ingest.feed;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Target;
import org.jspecify.annotations.Nullable;

/**
 * Which outcomes a listener wants.
 *
 * @param state null: any
 * @param target null: any
 */
public record OutcomeFilter(
        @Nullable IntentState state, @Nullable Target target) {
    boolean matches(IntentFinished finished) {
        return (state == null || state == finished.state()) && (target == null || target.equals(finished.target()));
    }
}
