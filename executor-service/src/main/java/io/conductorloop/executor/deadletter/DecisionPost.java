package io.conductorloop.executor.deadletter;

/** Makes decisions public. */
public interface DecisionPost {
    /**
     * Puts the decision on {@code intents.dead}, after the intent under its new id on {@code intents.received} when it is
     * replayed. Returns once both are durable. Doing so again is harmless.
     */
    void post(DeadLetter letter, DeadLetterDecision decision);
}
