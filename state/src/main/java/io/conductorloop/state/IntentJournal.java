package io.conductorloop.state;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Target;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The story of each intent, one event per {@link Stage}, kept for a configured time. Appending an event again, or a newer
 * one of the same stage, replaces what stands there; so every service writes its own stage and none reads before writing.
 */
public interface IntentJournal {
    /** The stages of an intent's life, in order. */
    enum Stage {
        RECEIVED,
        JUDGED,
        EXECUTING,
        RETRYING,
        FINISHED;

        /** The stage an event belongs to. */
        public static Stage of(IntentEvent event) {
            return switch (event) {
                case IntentEvent.IntentReceived _ -> RECEIVED;
                case IntentEvent.IntentJudged _ -> JUDGED;
                case IntentEvent.IntentExecuting _ -> EXECUTING;
                case IntentEvent.IntentRetrying _ -> RETRYING;
                case IntentEvent.IntentFinished _ -> FINISHED;
            };
        }
    }

    /**
     * Which intents to list.
     *
     * @param state only those in this state now; null: any
     * @param target only those of this target; null: any
     */
    record Filter(@Nullable IntentState state, @Nullable Target target) {}

    /**
     * A page of stories, newest intent first.
     *
     * @param next where the next page starts; null when there is nothing older
     */
    record Page(List<List<IntentEvent>> stories, @Nullable IntentId next) {}

    /** Writes all events, or throws and may have written some. */
    void append(Collection<? extends IntentEvent> events);

    /** The event of one stage for those of {@code ids} that have reached it. */
    Map<IntentId, IntentEvent> find(Stage stage, Collection<IntentId> ids);

    /** All that is known of one intent, in the order of its stages; empty when nothing is. */
    List<IntentEvent> story(IntentId id);

    /**
     * Lists stories by age, newest first.
     *
     * @param before only intents older than this one; null: from the newest
     * @param limit at most so many stories; a page may hold fewer and still have a next one, as a page also ends when it
     *     has looked at many that did not match
     */
    Page page(Filter filter, @Nullable IntentId before, int limit);

    /** The last event of a story by stage, the final one before any other: where the intent stands. */
    static IntentState state(List<IntentEvent> story) {
        return story.getLast().state();
    }
}
