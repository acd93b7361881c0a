package io.conductorloop.state;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Marks that live as long as this process. */
public final class InMemoryTargetMarks implements TargetMarks {
    private final Map<Target, Mark> marks = new ConcurrentHashMap<>();

    @Override
    public Map<Target, Mark> read(Collection<Target> targets) {
        Map<Target, Mark> found = new HashMap<>();
        for (Target target : targets) {
            Mark mark = marks.get(target);
            if (mark != null) {
                found.put(target, mark);
            }
        }
        return found;
    }

    @Override
    public void advance(Map<Target, Mark> newer) {
        newer.forEach((target, mark) -> marks.merge(
                target, mark, (standing, candidate) -> candidate.isNewerThan(standing) ? candidate : standing));
    }

    @Override
    public void forget(Target target, IntentId intent) {
        marks.computeIfPresent(target, (_, mark) -> mark.intent().equals(intent) ? null : mark);
    }
}
