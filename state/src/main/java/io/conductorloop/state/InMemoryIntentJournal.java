package io.conductorloop.state;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A journal that lives as long as this process and forgets nothing meanwhile. */
public final class InMemoryIntentJournal implements IntentJournal {
    /** Each intent's events; the inner maps are never changed, only replaced. */
    private final NavigableMap<IntentId, Map<Stage, IntentEvent>> stories = new ConcurrentSkipListMap<>();

    @Override
    public void append(Collection<? extends IntentEvent> events) {
        for (IntentEvent event : events) {
            stories.merge(event.id(), Map.of(Stage.of(event), event), InMemoryIntentJournal::with);
        }
    }

    private static Map<Stage, IntentEvent> with(Map<Stage, IntentEvent> story, Map<Stage, IntentEvent> added) {
        var both = new EnumMap<Stage, IntentEvent>(story);
        both.putAll(added);
        return both;
    }

    @Override
    public Map<IntentId, IntentFinished> finish(Collection<IntentFinished> ends) {
        Map<IntentId, IntentFinished> standing = new HashMap<>();
        for (IntentFinished end : ends) {
            Map<Stage, IntentEvent> story =
                    stories.merge(end.id(), Map.of(Stage.FINISHED, end), (known, added) -> with(added, known));
            standing.put(end.id(), (IntentFinished) Objects.requireNonNull(story.get(Stage.FINISHED)));
        }
        return standing;
    }

    @Override
    public Map<Stage, Map<IntentId, IntentEvent>> find(Set<Stage> stages, Collection<IntentId> ids) {
        Map<Stage, Map<IntentId, IntentEvent>> found = new EnumMap<>(Stage.class);
        for (Stage stage : stages) {
            Map<IntentId, IntentEvent> there = new HashMap<>();
            for (IntentId id : ids) {
                IntentEvent event = stories.getOrDefault(id, Map.of()).get(stage);
                if (event != null) {
                    there.put(id, event);
                }
            }
            found.put(stage, there);
        }
        return found;
    }

    @Override
    public List<IntentEvent> story(IntentId id) {
        return IntentJournal.inOrder(stories.getOrDefault(id, Map.of()).values());
    }

    @Override
    public Page page(Filter filter, @Nullable IntentId before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit);
        }
        var older = (before == null ? stories : stories.headMap(before, false)).descendingMap();
        List<List<IntentEvent>> page = new ArrayList<>();
        IntentId last = null;
        for (var entry : older.entrySet()) {
            if (page.size() == limit) {
                return new Page(page, last);
            }
            last = entry.getKey();
            List<IntentEvent> story = IntentJournal.inOrder(entry.getValue().values());
            if (filter.matches(story)) {
                page.add(story);
            }
        }
        return new Page(page, null);
    }
}
