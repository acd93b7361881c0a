package io.conductorloop.contracts;

import java.util.List;

/** How an intent ended. Each reaches exactly one. */
public sealed interface Outcome {
    /** The final state this outcome stands for. */
    IntentState state();

    /** One sentence for the intent's author. */
    String message();

    /**
     * The intent is in a package revision, possibly together with others.
     *
     * @param packageName the package, as its store names it
     * @param revision the revision within the package; equal for intents that share one
     */
    record Executed(String packageName, String revision) implements Outcome {
        @Override
        public IntentState state() {
            return IntentState.EXECUTED;
        }

        @Override
        public String message() {
            return "Applied to package " + packageName + " in revision " + revision;
        }
    }

    /** The target's latest accepted intent, {@code original}, says the same. */
    record Duplicate(IntentId original) implements Outcome {
        @Override
        public IntentState state() {
            return IntentState.DUPLICATE;
        }

        @Override
        public String message() {
            return "Says the same as the target's latest intent " + original;
        }
    }

    /** A newer intent of the same target, {@code by}, took its place. */
    record Superseded(IntentId by) implements Outcome {
        @Override
        public IntentState state() {
            return IntentState.SUPERSEDED;
        }

        @Override
        public String message() {
            return "The newer intent " + by + " of the same target took its place";
        }
    }

    /** Not a valid intent; {@code reasons} is never empty. */
    record Rejected(List<Reason> reasons) implements Outcome {
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
        }

        @Override
        public IntentState state() {
            return IntentState.REJECTED;
        }

        @Override
        public String message() {
            return "Refused: "
                    + String.join("; ", reasons.stream().map(Reason::toString).toList());
        }
    }

    /**
     * Could not be executed.
     *
     * @param reason what stood in the way
     * @param attempts how often it was tried, at least once
     */
    record Failed(Reason reason, int attempts) implements Outcome {
        @Override
        public IntentState state() {
            return IntentState.FAILED;
        }

        @Override
        public String message() {
            return "Failed after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + reason;
        }
    }
}
