package io.conductorloop.executor;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Resolution.Awaited;
import io.conductorloop.executor.Resolution.Ended;
import io.conductorloop.executor.Resolution.Postponed;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.state.Mark;
import io.conductorloop.state.TargetMarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the executor knows of intents from before, and leaves behind of them: the journal, then the marks of what was
 * applied, then the accepted marks of failed intents taken back, so that their author can say the same again.
 */
public final class ExecutionMemory {
    private final IntentJournal journal;
    private final AppliedMarks applied;
    private final TargetMarks accepted;

    /**
     * Wires the stores.
     *
     * @param accepted the marks that repeats are judged against
     */
    public ExecutionMemory(IntentJournal journal, AppliedMarks applied, TargetMarks accepted) {
        this.journal = journal;
        this.applied = applied;
        this.accepted = accepted;
    }

    /**
     * What the journal says of some intents.
     *
     * @param finished how those ended that have ended
     * @param perhapsHeld those that the package store may hold: they were taken up before and nobody noted how they ended.
     *     Where the journal does not even know that validation judged an intent, it has lost its memory, and the same is
     *     assumed
     */
    record Past(Map<IntentId, IntentFinished> finished, Set<IntentId> perhapsHeld) {}

    /** What happened to the intents before. */
    Past past(Collection<DeliveredIntent> intents) {
        Map<Stage, Map<IntentId, IntentEvent>> known = journal.find(
                EnumSet.of(Stage.JUDGED, Stage.EXECUTING, Stage.FINISHED),
                intents.stream().map(DeliveredIntent::id).toList());
        Map<IntentId, IntentFinished> finished = new HashMap<>();
        known.getOrDefault(Stage.FINISHED, Map.of()).forEach((id, event) -> finished.put(id, (IntentFinished) event));
        Set<IntentId> takenUp = known.getOrDefault(Stage.EXECUTING, Map.of()).keySet();
        Set<IntentId> judged = known.getOrDefault(Stage.JUDGED, Map.of()).keySet();
        Set<IntentId> perhapsHeld = intents.stream()
                .filter(intent ->
                        intent.attempts() > 0 || takenUp.contains(intent.id()) || !judged.contains(intent.id()))
                .map(DeliveredIntent::id)
                .collect(Collectors.toSet());
        return new Past(finished, perhapsHeld);
    }

    /** The newest applied intent of each facet the intents are about. */
    Map<Facet, Mark> applied(Collection<DeliveredIntent> intents) {
        Set<Facet> facets = new HashSet<>();
        for (DeliveredIntent intent : intents) {
            Facet facet = intent.facet();
            if (facet != null) {
                facets.add(facet);
            }
        }
        return facets.isEmpty() ? Map.of() : applied.read(facets);
    }

    /** Notes that the intents are taken up. */
    void note(List<IntentExecuting> executing) {
        journal.append(executing);
    }

    /** Keeps the word that these intents wait from being forgotten, and says it again of those of which it has been. */
    void stillProposed(Collection<IntentProposed> waiting) {
        Map<IntentId, IntentEvent> known = journal.find(
                Stage.PROPOSED, waiting.stream().map(IntentProposed::id).toList());
        journal.append(waiting.stream()
                .map(event -> known.getOrDefault(event.id(), event))
                .toList());
    }

    /**
     * Notes what was settled. Noting it again changes nothing, and how an intent ended stays as whoever came first noted it.
     *
     * @return what is to be said about each: what was settled, or what stood there
     */
    List<Resolution> remember(Collection<? extends Resolution> resolutions) {
        List<IntentFinished> ends = new ArrayList<>(resolutions.size());
        List<IntentEvent> others = new ArrayList<>();
        for (Resolution resolution : resolutions) {
            switch (resolution) {
                case Ended ended when !ended.again() -> ends.add(ended.event());
                case Ended _ -> {
                    // Stands there.
                }
                case Postponed postponed -> others.add(postponed.event());
                case Awaited awaited -> others.add(awaited.event());
            }
        }
        if (!others.isEmpty()) {
            journal.append(others);
        }
        Map<IntentId, IntentFinished> standing = ends.isEmpty() ? Map.of() : journal.finish(ends);
        List<Resolution> told = resolutions.stream()
                .map(settled -> asItStands(settled, standing))
                .toList();
        mark(told);
        return told;
    }

    private static Resolution asItStands(Resolution settled, Map<IntentId, IntentFinished> standing) {
        if (settled instanceof Ended(DeliveredIntent intent, IntentFinished event, boolean again) && !again) {
            IntentFinished stands = standing.getOrDefault(intent.id(), event);
            return stands.equals(event) ? settled : new Ended(intent, stands, true);
        }
        return settled;
    }

    private void mark(List<Resolution> told) {
        Map<Facet, Mark> newest = new HashMap<>();
        Map<IntentId, Target> failed = new HashMap<>();
        for (Resolution resolution : told) {
            if (resolution instanceof Ended(DeliveredIntent intent, IntentFinished event, boolean _)) {
                Facet facet = intent.facet();
                if (facet != null && event.outcome() instanceof Outcome.Executed executed) {
                    Mark mark = new Mark(event.sequence(), event.id(), executed.revision());
                    newest.merge(facet, mark, (one, other) -> other.isNewerThan(one) ? other : one);
                }
                if (facet != null && event.state() == IntentState.FAILED) {
                    failed.put(intent.id(), facet.target());
                }
            }
        }
        if (!newest.isEmpty()) {
            applied.advance(newest);
        }
        failed.forEach((id, target) -> accepted.forget(target, id));
    }
}
