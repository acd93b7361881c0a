package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The waiting room that all instances share: which intents wait, and whose turn it is to settle each. Every change of an
 * intent's fate is atomic, so of several instances one wins. A settled intent is remembered for a while, without its bytes,
 * so that a record delivered again is recognised.
 *
 * <p>Every method throws {@link io.conductorloop.state.StateUnavailableException} when the store does not answer.
 */
public interface HeldIntents {
    /** Of all intents' bytes that are claimed at once, but for the first's: an intent may be of some megabytes. */
    int MOST_BYTES = 4 << 20;

    /** What the store made of an intent that was to be held. */
    enum Admission {
        /** It waits now; an older one of its facet that waited is superseded and due to be settled. */
        HELD,
        /** A newer one of its facet waits: this one is superseded and due to be settled. */
        OUTDATED,
        /** It waits already. */
        WAITS,
        /** It has been settled before. */
        SETTLED
    }

    /**
     * A page, newest intent first.
     *
     * @param intents without their bytes and headers
     * @param next where the next page starts; null when there is nothing older
     */
    record Page(List<HeldIntent> intents, @Nullable IntentId next) {
        public Page {
            intents = List.copyOf(intents);
        }
    }

    /** Those of the intents that have been settled before, as far as it is remembered. */
    Set<IntentId> settled(Collection<IntentId> ids);

    /** Takes the intents in, in their order; what became of each, in the same order. */
    List<Admission> hold(List<HeldIntent> intents);

    /**
     * Claims what is due: what waits and whose time has come is to be released; what was superseded or cancelled, or whose
     * claim ran out, has the fate it had.
     *
     * @param limit at most so many, and at most {@link #MOST_BYTES}
     * @return with the fate that is to be carried out
     */
    List<HeldIntent> claimDue(Instant now, Claim claim, int limit);

    /**
     * Gives an intent that waits this fate, and claims it.
     *
     * @return empty when it does not wait
     */
    Optional<HeldIntent> claim(IntentId id, Fate fate, Claim claim);

    /**
     * Notes that the fate of a claimed intent has been carried out, forgets its bytes and counts it in the tally.
     *
     * @param remembered how long it is to be recognised
     * @return whether {@code claim} was still the one that counts; else nothing is changed
     */
    boolean settle(HeldIntent intent, Claim claim, Settled settled, Duration remembered);

    /** Changes the plan of an intent that still waits; nothing otherwise. */
    void replan(IntentId id, ReleasePlan plan);

    /** The intent, when it waits or is remembered. */
    Optional<HeldIntent> find(IntentId id);

    /**
     * Lists what has not been settled.
     *
     * @param before only intents older than this one; null: from the newest
     */
    Page page(@Nullable IntentId before, int limit);

    /** How many have not been settled. */
    long size();

    /** What was settled in the hours that begin within the time. */
    Tally tally(Instant from, Instant to);

    /** Whether the store holds all that it was given: false when it is new or has lost its memory. */
    boolean isComplete();

    /** Notes that it does. */
    void markComplete();

    /**
     * Takes a turn at something that one instance needs to do.
     *
     * @return whether it is the caller's, until the time has passed
     */
    boolean takeTurn(String what, Duration time);
}
