package io.conductorloop.executor;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.Mark;
import io.conductorloop.state.TargetMarks;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The newest applied intent of each facet: marks per target, once for each intent type. */
public final class AppliedMarks {
    private final Map<IntentType, TargetMarks> byType;

    /** Takes marks for every intent type. */
    public AppliedMarks(Map<IntentType, TargetMarks> byType) {
        this.byType = new EnumMap<>(byType);
        for (IntentType type : IntentType.values()) {
            if (!this.byType.containsKey(type)) {
                throw new IllegalArgumentException("no marks for " + type);
            }
        }
    }

    /** The marks of those of {@code facets} that have one. */
    Map<Facet, Mark> read(Collection<Facet> facets) {
        Map<IntentType, Set<Target>> targets = new EnumMap<>(IntentType.class);
        for (Facet facet : facets) {
            targets.computeIfAbsent(facet.type(), _ -> new HashSet<>()).add(facet.target());
        }
        Map<Facet, Mark> marks = new HashMap<>();
        targets.forEach((type, some) ->
                of(type).read(some).forEach((target, mark) -> marks.put(new Facet(target, type), mark)));
        return marks;
    }

    /** Moves each mark forward, never back. */
    void advance(Map<Facet, Mark> marks) {
        Map<IntentType, Map<Target, Mark>> byTarget = new EnumMap<>(IntentType.class);
        marks.forEach((facet, mark) ->
                byTarget.computeIfAbsent(facet.type(), _ -> new HashMap<>()).put(facet.target(), mark));
        byTarget.forEach((type, some) -> of(type).advance(some));
    }

    private TargetMarks of(IntentType type) {
        TargetMarks marks = byType.get(type);
        if (marks == null) {
            throw new IllegalStateException("the constructor saw marks for " + type);
        }
        return marks;
    }
}
