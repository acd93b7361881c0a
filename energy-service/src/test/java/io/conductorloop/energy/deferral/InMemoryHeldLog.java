package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A log that lives as long as this process. */
public final class InMemoryHeldLog implements HeldLog {
    private final Map<IntentId, DeferredIntent> kept = new LinkedHashMap<>();

    @Override
    public synchronized void keep(Collection<DeferredIntent> intents) {
        intents.forEach(intent -> kept.put(intent.id(), intent));
    }

    @Override
    public synchronized void drop(Collection<IntentId> ids) {
        kept.keySet().removeAll(List.copyOf(ids));
    }

    @Override
    public void forEach(Consumer<DeferredIntent> each) {
        List<DeferredIntent> now;
        synchronized (this) {
            now = List.copyOf(kept.values());
        }
        now.forEach(each);
    }
}
