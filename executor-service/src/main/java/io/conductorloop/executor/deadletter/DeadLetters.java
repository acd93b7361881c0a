package io.conductorloop.executor.deadletter;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters and what was decided about them: what {@code intents.dead} says, in a form that can be asked. It can be
 * made anew by reading that topic from its beginning.
 */
public interface DeadLetters {
    /** Where a letter stands. */
    enum Standing {
        OPEN,
        REPLAYED,
        ABANDONED
    }

    /**
     * A letter with what was decided about it.
     *
     * @param decision null while nothing was
     * @param confirmed whether the decision is known to be on {@code intents.dead}
     */
    record Kept(DeadLetter letter, @Nullable DeadLetterDecision decision, boolean confirmed) {
        /** Where the letter stands. */
        public Standing standing() {
            if (decision == null) {
                return Standing.OPEN;
            }
            return switch (decision.kind()) {
                case REPLAYED -> Standing.REPLAYED;
                case ABANDONED -> Standing.ABANDONED;
            };
        }
    }

    /**
     * Which letters to list.
     *
     * @param standing only those that stand so; null: any
     * @param target only those of this target; null: any
     */
    record Filter(@Nullable Standing standing, @Nullable Target target) {
        /** Whether the letter is meant. */
        public boolean matches(Kept kept) {
            return (standing == null || standing == kept.standing())
                    && (target == null || target.equals(kept.letter().target()));
        }
    }

    /**
     * A page of letters, newest intent first.
     *
     * @param next where the next page starts; null when there is nothing older
     */
    record Page(List<Kept> letters, @Nullable IntentId next) {}

    /** Keeps the letters; those already kept stay as they are decided. */
    void keep(Collection<DeadLetter> letters);

    /** Sets the decision unless there is one, and returns the one that stands. */
    DeadLetterDecision decide(DeadLetterDecision decision);

    /** Notes that these decisions are on {@code intents.dead}; sets those that are not set. */
    void confirm(Collection<DeadLetterDecision> decisions);

    /** The letter, when it is kept. */
    Optional<Kept> find(IntentId id);

    /**
     * Lists letters by age of their intents, newest first.
     *
     * @param before only those older than this one; null: from the newest
     * @param limit at most so many; a page may hold fewer and still have a next one
     */
    Page page(Filter filter, @Nullable IntentId before, int limit);
}
