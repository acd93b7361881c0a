package io.conductorloop.state;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The story of each intent, one event per {@link Stage}, kept for a configured time after its last event. Appending an event
 * again, or another one of the same stage, replaces what stands there; so every service writes its own stage and none reads
 * before writing.
 */
public interface IntentJournal {
    /** The stages of an intent's life, in order. */
    enum Stage {
        RECEIVED,
        JUDGED,
        EXECUTING,
        RETRYING,
        PROPOSED,
        FINISHED;

        /** The stage an event belongs to. */
        public static Stage of(IntentEvent event) {
            return switch (event) {
                case IntentReceived _ -> RECEIVED;
                case IntentEvent.IntentJudged _ -> JUDGED;
                case IntentExecuting _ -> EXECUTING;
                case IntentRetrying _ -> RETRYING;
                case IntentProposed _ -> PROPOSED;
                case IntentFinished _ -> FINISHED;
            };
        }
    }

    /**
     * Which intents to list.
     *
     * @param state only those in this state now; null: any
     * @param target only those of this target; null: any
     */
    record Filter(@Nullable IntentState state, @Nullable Target target) {
        /** Every intent. */
        public static final Filter ALL = new Filter(null, null);

        /** Whether a story, which must not be empty, is wanted. */
        public boolean matches(List<IntentEvent> story) {
            return (state == null || state == IntentJournal.state(story))
                    && (target == null || story.stream().anyMatch(event -> target.equals(targetOf(event))));
        }

        private static @Nullable Target targetOf(IntentEvent event) {
            return switch (event) {
                case IntentReceived received -> received.target();
                case IntentFinished finished -> finished.target();
                default -> null;
            };
        }
    }

    /**
     * A page of stories, newest intent first.
     *
     * @param next what to ask the next page {@code before}; null when there is nothing older. A next page may turn out
     *     empty
     */
    record Page(List<List<IntentEvent>> stories, @Nullable IntentId next) {
        public Page {
            stories = List.copyOf(stories);
        }
    }

    /**
     * Writes all events.
     *
     * @throws StateUnavailableException when the store does not answer; some may have been written
     */
    void append(Collection<? extends IntentEvent> events);

    /**
     * Writes how intents ended, each unless its end is written already: where two services come to one intent's end at once,
     * as when one stalled so long that another was given its work, the first to write decides what is said.
     *
     * @return the ends of all these intents as they stand now
     * @throws StateUnavailableException when the store does not answer; some may have been written
     */
    Map<IntentId, IntentFinished> finish(Collection<IntentFinished> ends);

    /**
     * The events of some stages, by stage, for those of {@code ids} that have reached it.
     *
     * @return an entry for each of {@code stages}
     * @throws StateUnavailableException when the store does not answer
     */
    Map<Stage, Map<IntentId, IntentEvent>> find(Set<Stage> stages, Collection<IntentId> ids);

    /** As {@link #find(Set, Collection)}, of one stage. */
    default Map<IntentId, IntentEvent> find(Stage stage, Collection<IntentId> ids) {
        return find(Set.of(stage), ids).getOrDefault(stage, Map.of());
    }

    /**
     * All that is known of one intent, {@linkplain #inOrder in order}; empty when nothing is.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    List<IntentEvent> story(IntentId id);

    /**
     * Lists stories by the age of their intents, newest first. Following {@link Page#next} to the end shows each intent
     * that was there from the first page on exactly once; what arrives meanwhile is newer and shows up on a new first page.
     *
     * @param before only intents older than this one; null: from the newest
     * @param limit at most so many stories, at least one; a page may hold fewer and still have a next one, as a page also
     *     ends when it has looked at many that did not match
     * @throws StateUnavailableException when the store does not answer
     */
    Page page(Filter filter, @Nullable IntentId before, int limit);

    /** Where the intent stands: the state after the last event of a story that is in order and not empty. */
    static IntentState state(List<IntentEvent> story) {
        return story.getLast().state();
    }

    /**
     * The events of one intent, one per stage, in the order in which they happened: by stage, but a further attempt at
     * execution stands behind the failure that made it necessary. Clocks of different services do not come into it.
     */
    static List<IntentEvent> inOrder(Collection<? extends IntentEvent> events) {
        List<IntentEvent> story = new ArrayList<>(events);
        story.sort(Comparator.comparing(Stage::of));
        for (int i = 1; i < story.size(); i++) {
            if (story.get(i - 1) instanceof IntentExecuting executing
                    && story.get(i) instanceof IntentRetrying failed
                    && executing.attempt() > failed.attempt()) {
                Collections.swap(story, i - 1, i);
            }
        }
        return List.copyOf(story);
    }
}
