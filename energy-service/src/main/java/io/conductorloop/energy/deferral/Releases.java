package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import java.util.Collection;

/** Where intents go from here. What these write is durable when they return. */
public interface Releases {
    /** Sends the intents on to be carried out, with key, bytes and headers as they came. */
    void release(Collection<DeferredIntent> intents);

    /** Tells how intents ended that are not carried out. */
    void announce(Collection<Ending> endings);

    /** An end and the intent whose it is. */
    record Ending(DeferredIntent intent, IntentFinished event) {}
}
