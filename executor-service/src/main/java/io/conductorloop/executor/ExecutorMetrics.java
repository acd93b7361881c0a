package io.conductorloop.executor;

import io.conductorloop.contracts.Outcome;
import java.time.Duration;

/** What can be counted about execution. */
public interface ExecutorMetrics {
    /** An intent ended for the first time. */
    void ended(Outcome outcome);

    /** An outcome was said again, to a redelivered intent. */
    void answeredAgain();

    /** An intent was put off; {@code tried} when the store was asked and did not take it. */
    void postponed(boolean tried);

    /** The store was called with so many packages, and so many intents of a batch were settled by it. */
    void written(int packages, int intents, Duration took);

    /** A record was read that names no intent, so nothing can be answered. */
    void unreadable();

    /** A permanent failure came into the dead letters. */
    void deadLetterKept();

    /** A dead letter was decided about. */
    void deadLetterDecided();
}
