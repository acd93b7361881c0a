package io.conductorloop.executor;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;

/** What is to be done about one delivered intent, decided before anything is touched. */
public sealed interface Decision {
    /** The intent has ended before; its outcome is said again, word for word. */
    record AnswerAgain(IntentFinished ended) implements Decision {}

    /** A newer intent of its facet has been applied already. */
    record Superseded(IntentId by) implements Decision {}

    /** It cannot be carried out, now or ever. */
    record Refuse(Reason reason) implements Decision {}

    /** It goes into this package. */
    record Execute(String packageName) implements Decision {}
}
