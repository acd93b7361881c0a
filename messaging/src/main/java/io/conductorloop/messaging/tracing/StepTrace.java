package io.conductorloop.messaging.tracing;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A step that several intents take together. Used by several threads. */
public interface StepTrace {
    /** Of a step that nobody traces: does nothing, and allocates nothing. */
    StepTrace NONE = new StepTrace() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public @Nullable String traceparent(IntentId id) {
            return null;
        }

        @Override
        public void ended(IntentId id, String result) {}

        @Override
        public void failed(IntentId id, String result) {}

        @Override
        public void close() {}
    };

    /** Whether it is worth while to say how the step ended. */
    boolean isOn();

    /** What a call made for the intent should carry as {@code traceparent}; null where the intent is not sampled. */
    @Nullable
    String traceparent(IntentId id);

    /** The step has ended for this intent, now. */
    void ended(IntentId id, String result);

    /** As {@link #ended}, and it did not succeed. */
    void failed(IntentId id, String result);

    /** The step has ended for the intent whose end this is, now. */
    default void ended(IntentFinished end) {
        String result = end.state().name().toLowerCase(Locale.ROOT);
        if (end.outcome() instanceof Outcome.Failed) {
            failed(end.id(), result);
        } else {
            ended(end.id(), result);
        }
    }

    /** The step has ended for all. */
    void close();
}
