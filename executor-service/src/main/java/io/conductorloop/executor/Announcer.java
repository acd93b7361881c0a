package io.conductorloop.executor;

import java.util.Collection;

/** Tells the other services what became of the intents of one batch. */
public interface Announcer {
    /**
     * Announces outcomes, dead letters and retries, and returns once all of them are durable. Announcing again is harmless.
     */
    void announce(Collection<? extends Resolution> resolutions);
}
