package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import java.util.Collection;
import java.util.function.Consumer;

/** The durable list of the intents that wait, from which the waiting room is made anew when it is lost. */
public interface HeldLog {
    /** Writes the intents down; when this returns they are durable. Again: no difference. */
    void keep(Collection<DeferredIntent> intents);

    /** Takes intents off the list. */
    void drop(Collection<IntentId> ids);

    /** Shows each intent that was on the list when this was called; what is dropped meanwhile may be shown. */
    void forEach(Consumer<DeferredIntent> each);
}
