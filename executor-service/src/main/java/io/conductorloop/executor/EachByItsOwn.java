package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Announces what became of intents that came separately, each through the announcer it came with. */
record EachByItsOwn(Map<IntentId, Announcer> announcers) implements Announcer {
    @Override
    public void announce(Collection<? extends Resolution> resolutions) {
        IdentityHashMap<Announcer, List<Resolution>> each = new IdentityHashMap<>();
        for (Resolution resolution : resolutions) {
            Announcer announcer = announcers.get(resolution.intent().id());
            if (announcer == null) {
                throw new IllegalArgumentException(
                        "not of this turn: " + resolution.intent().id());
            }
            each.computeIfAbsent(announcer, _ -> new ArrayList<>()).add(resolution);
        }
        each.forEach(Announcer::announce);
    }
}
