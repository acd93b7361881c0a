package io.conductorloop.executor.deadletter;

import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.deadletter.DeadLetterDecision.Kind;
import io.conductorloop.executor.deadletter.DeadLetters.Filter;
import io.conductorloop.executor.deadletter.DeadLetters.Kept;
import io.conductorloop.executor.deadletter.DeadLetters.Standing;
import io.conductorloop.state.IntentJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what people decide about dead letters. A decision is set in the store, then posted, then confirmed; the first
 * one set stands. Where the process dies in between, the same decision made again half a minute later goes on where the
 * first one ended, with the same new id, so an intent is replayed once.
 */
public final class DeadLetterDesk {
    private static final Duration STILL_BEING_POSTED = Duration.ofSeconds(30);
    private static final int BULK_PAGE = 100;

    private final DeadLetters letters;
    private final DecisionPost post;
    private final IntentJournal journal;
    private final Supplier<IntentId> ids;
    private final InstantSource clock;
    private final ExecutorMetrics metrics;

    /** @param ids gives new ones */
    public DeadLetterDesk(
            DeadLetters letters,
            DecisionPost post,
            IntentJournal journal,
            Supplier<IntentId> ids,
            InstantSource clock,
            ExecutorMetrics metrics) {
        this.letters = letters;
        this.post = post;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What became of the wish to decide. */
    public sealed interface Answer {}

    /** Done. */
    public record Decided(DeadLetterDecision decision) implements Answer {}

    /** Somebody decided before. */
    public record AlreadyDecided(DeadLetterDecision decision) implements Answer {}

    /** There is no such letter, or no longer. */
    public record Unknown() implements Answer {}

    /** Hands the intent in again under a new id. */
    public Answer replay(IntentId letter, String by, String why) {
        return decide(letter, Kind.REPLAYED, by, why);
    }

    /** Lets the intent be. */
    public Answer abandon(IntentId letter, String by, String why) {
        return decide(letter, Kind.ABANDONED, by, why);
    }

    /** Replays at most {@code limit} open letters that the filter means, newest first. */
    public List<DeadLetterDecision> replayAll(Filter filter, int limit, String by, String why) {
        Filter open = new Filter(Standing.OPEN, filter.target());
        List<DeadLetterDecision> done = new ArrayList<>();
        IntentId before = null;
        do {
            DeadLetters.Page page = letters.page(open, before, Math.min(BULK_PAGE, limit - done.size()));
            for (Kept kept : page.letters()) {
                if (replay(kept.letter().id(), by, why) instanceof Decided(DeadLetterDecision decision)) {
                    done.add(decision);
                }
            }
            before = page.next();
        } while (before != null && done.size() < limit);
        return done;
    }

    private Answer decide(IntentId id, Kind kind, String by, String why) {
        Optional<Kept> found = letters.find(id);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Kept kept = found.get();
        DeadLetterDecision standing = kept.decision();
        if (standing == null) {
            DeadLetterDecision mine = new DeadLetterDecision(
                    id, kind, clock.instant(), by, why, kind == Kind.REPLAYED ? ids.get() : null);
            standing = letters.decide(mine);
            if (!standing.equals(mine)) {
                return new AlreadyDecided(standing);
            }
        } else if (kept.confirmed() || standing.kind() != kind || isFresh(standing)) {
            return new AlreadyDecided(standing);
        }
        post.post(kept.letter(), standing);
        noteReceived(kept.letter(), standing.replayedAs());
        letters.confirm(List.of(standing));
        metrics.deadLetterDecided();
        return new Decided(standing);
    }

    private boolean isFresh(DeadLetterDecision decision) {
        return decision.at().plus(STILL_BEING_POSTED).isAfter(clock.instant());
    }

    private void noteReceived(DeadLetter letter, @Nullable IntentId replayedAs) {
        if (replayedAs != null) {
            journal.append(List.of(new IntentReceived(
                    replayedAs,
                    clock.instant(),
                    RecordHeaders.REST_SOURCE,
                    null,
                    letter.target(),
                    letter.sha256(),
                    letter.bytes().length)));
        }
    }
}
