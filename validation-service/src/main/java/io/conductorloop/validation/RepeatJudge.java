package io.conductorloop.validation;

import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.Mark;
import io.conductorloop.state.RepeatWindow.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges which valid intents of a batch repeat others. The same batch read again gets the same answer, whatever of the first
 * answer was written down before it was read again.
 */
final class RepeatJudge {
    private final RepeatPolicy policy;

    RepeatJudge(RepeatPolicy policy) {
        this.policy = policy;
    }

    /**
     * A valid intent.
     *
     * @param sequence its offset in {@code intents.received}
     * @param valid what it is if it repeats nothing: {@code ACCEPTED} or {@code DEFERRED}
     */
    record Candidate(IntentId id, long sequence, Target target, String sha256, IntentState valid) {
        /** What it says to whom. */
        Said saying() {
            return new Said(target, sha256);
        }
    }

    /**
     * What is remembered, as far as the batch is concerned.
     *
     * @param marks the latest accepted intent of each target
     * @param judged what was said of the same intents before
     * @param said who said the same first within the window; empty under other policies
     */
    record Memory(Map<Target, Mark> marks, Map<IntentId, IntentJudged> judged, Map<Said, IntentId> said) {}

    /**
     * The answer.
     *
     * @param events for each candidate, in their order, what is said of it; null: nothing, as it is a copy of an intent that
     *     the other copy answers for
     * @param fresh those of the events that are new
     * @param marks what the accepted ones move the marks to
     * @param said what the accepted ones are remembered to have said
     */
    record Judgement(
            List<@Nullable IntentJudged> events,
            List<IntentJudged> fresh,
            Map<Target, Mark> marks,
            Map<Said, IntentId> said) {}

    /** Judges candidates, which must be in the order of their sequences per target. */
    Judgement judge(List<Candidate> candidates, Memory memory, Instant now) {
        return new Session(memory, now).judge(candidates);
    }

    /** One batch: what is remembered, and what the batch adds to it. */
    private final class Session {
        private final Map<Target, Mark> latest;
        private final Map<IntentId, IntentJudged> judged;
        private final Map<Said, IntentId> first;
        private final Instant now;

        private final List<@Nullable IntentJudged> events = new ArrayList<>();
        private final List<IntentJudged> fresh = new ArrayList<>();
        private final Map<Target, Mark> marks = new HashMap<>();
        private final Map<Said, IntentId> said = new HashMap<>();

        Session(Memory memory, Instant now) {
            this.latest = new HashMap<>(memory.marks());
            this.judged = new HashMap<>(memory.judged());
            this.first = new HashMap<>(memory.said());
            this.now = now;
        }

        Judgement judge(List<Candidate> candidates) {
            for (Candidate candidate : candidates) {
                IntentJudged event = judge(candidate);
                events.add(event);
                if (event != null && event.state() != IntentState.DUPLICATE) {
                    accept(candidate);
                }
            }
            return new Judgement(events, fresh, marks, said);
        }

        private @Nullable IntentJudged judge(Candidate candidate) {
            IntentJudged before = judged.get(candidate.id());
            if (before != null) {
                return before.sequence() == candidate.sequence() ? before : null;
            }
            Mark mark = latest.get(candidate.target());
            if (mark != null && mark.intent().equals(candidate.id()) && mark.sequence() != candidate.sequence()) {
                return null; // accepted as another copy, so long ago that only the mark still knows
            }
            IntentId original = original(candidate, mark);
            IntentJudged event = new IntentJudged(
                    candidate.id(),
                    now,
                    candidate.sequence(),
                    original == null ? candidate.valid() : IntentState.DUPLICATE,
                    original);
            judged.put(candidate.id(), event);
            fresh.add(event);
            return event;
        }

        /** The intent that the candidate repeats, or null. */
        private @Nullable IntentId original(Candidate candidate, @Nullable Mark mark) {
            return switch (policy) {
                case RepeatPolicy.SinceLastChange _ ->
                    mark != null
                                    && mark.sequence() < candidate.sequence()
                                    && mark.content().equals(candidate.sha256())
                            ? mark.intent()
                            : null;
                case RepeatPolicy.Window _ -> {
                    IntentId who = first.get(candidate.saying());
                    yield candidate.id().equals(who) ? null : who;
                }
                case RepeatPolicy.Off _ -> null;
            };
        }

        // The mark moves under every policy, so that a later change of policy judges by what was really accepted last.
        private void accept(Candidate candidate) {
            Mark mark = new Mark(candidate.sequence(), candidate.id(), candidate.sha256());
            Mark before = latest.get(candidate.target());
            if (before == null || mark.isNewerThan(before)) {
                latest.put(candidate.target(), mark);
                marks.put(candidate.target(), mark);
            }
            if (policy instanceof RepeatPolicy.Window
                    && first.putIfAbsent(candidate.saying(), candidate.id()) == null) {
                said.put(candidate.saying(), candidate.id());
            }
        }
    }
}
