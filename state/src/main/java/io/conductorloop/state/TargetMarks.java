package io.conductorloop.state;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import java.util.Collection;
import java.util.Map;

/**
 * One mark per target, moving only forward. The pipeline has several of these: the latest accepted intent, which repeats
 * are judged against, and per type of intent the latest applied one, which late intents are superseded by.
 *
 * <p>Losing the marks costs no intent and doubles no effect: repeats are no longer recognised, and the package store itself
 * says what was applied.
 *
 * <p>Safe for use by many threads and processes: whoever advances a mark, in whatever order, the highest sequence stays.
 */
public interface TargetMarks {
    /**
     * The marks of those of {@code targets} that have one.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    Map<Target, Mark> read(Collection<Target> targets);

    /**
     * Sets each mark unless the one there has the same or a later sequence. Each target for itself: when this throws, some
     * may have advanced.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    void advance(Map<Target, Mark> marks);

    /**
     * Removes the target's mark if it is of this intent, so that saying the same again is no repeat. An earlier mark does
     * not come back.
     *
     * @throws StateUnavailableException when the store does not answer
     */
    void forget(Target target, IntentId intent);
}
