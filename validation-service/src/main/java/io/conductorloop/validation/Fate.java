package io.conductorloop.validation;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.Target;

/** What becomes of one received intent. */
public sealed interface Fate {
    /** On to the executor. */
    record Pass(Target target) implements Fate {}

    /** On to where intents wait for clean power. */
    record Defer(Target target) implements Fate {}

    /** It ends here, refused or as a repeat. */
    record Finish(IntentFinished event) implements Fate {}

    /** Nothing: it is a copy of an intent that the other copy answers for. */
    record Ignore() implements Fate {}
}
