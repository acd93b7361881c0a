package io.conductorloop.validation;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.util.List;

/** What an intent's own bytes say about it; whether it repeats another is judged later. */
public sealed interface Verdict {
    /** The intent is valid, and this is what routing needs of it. */
    sealed interface Valid extends Verdict {
        IntentType type();

        Target target();

        /** 0 to 10, 10 first. */
        int priority();
    }

    /** Valid, to be carried out now. */
    record Accepted(IntentType type, Target target, int priority) implements Valid {}

    /** Valid, and its author allows it to wait for clean power. */
    record Deferrable(IntentType type, Target target, int priority) implements Valid {}

    /**
     * Not valid.
     *
     * @param reasons never empty
     */
    record Rejected(List<Reason> reasons) implements Verdict {
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
        }
    }
}
