package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries one change of one package out: plan, do the step, look, plan again, until the plan is settled. An answer that leaves
 * anything open leads to a look, after a pause; several such in a row, and the change is given up for now.
 */
final class RevisionRun {
    /** So many answers in a row that left everything open are enough. */
    static final int STRIKES = 7;

    /** A change takes about ten steps; hundreds mean that somebody undoes each of them. */
    private static final int STEPS = 400;

    /** What a server asks for with 429 and less than this is waited for in place. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final RevisionPlanner planner;
    private final PackageRevisions revisions;
    private final Place place;
    private final FileMemory memory;
    private final Pauses pauses;
    private final Patience patience;

    private final Set<String> outwaited;

    private Sighting seen;
    private int strikes;
    private int waits;
    private long waitingSince;
    private @Nullable Effect verdict;
    private @Nullable String invalidAt;

    /** @param outwaited drafts of others that were waited for before, in vain; more are added */
    RevisionRun(
            RevisionPlanner planner,
            PackageRevisions revisions,
            Place place,
            FileMemory memory,
            Pauses pauses,
            Patience patience,
            Set<String> outwaited) {
        this.planner = planner;
        this.revisions = revisions;
        this.place = place;
        this.memory = memory;
        this.pauses = pauses;
        this.patience = patience;
        this.outwaited = outwaited;
        this.seen = Sighting.NOTHING.outwaiting(outwaited);
    }

    /** Which package of which repository. */
    record Place(String repository, String packageName) {}

    /**
     * How long to wait.
     *
     * @param forOthers for the drafts of other executors
     * @param forServer for the server to be done with a step that it does in its own time
     * @param nanoTime a clock that never goes back, nanoseconds
     */
    record Patience(Duration forOthers, Duration forServer, LongSupplier nanoTime) {}

    Map<IntentId, Effect> run() {
        for (int steps = 0; steps < STEPS; ) {
            Step step = planner.next(seen);
            if (step instanceof Step.Settled(Map<IntentId, Effect> effects)) {
                return effects;
            }
            if (!isWaiting(step)) {
                steps++;
                waits = 0;
            }
            take(step);
            if (Thread.currentThread().isInterrupted()) {
                giveUp(Reason.of("stopping", "the executor was interrupted while it wrote the package"));
            }
            if (verdict != null) {
                return planner.effects(seen, verdict);
            }
        }
        return planner.effects(
                seen, unavailable(Reason.of(PorchFailure.BUSY, "others keep changing the drafts of the package")));
    }

    private static boolean isWaiting(Step step) {
        return step instanceof Step.Look || step instanceof Step.Wait || step instanceof Step.Await;
    }

    private void take(Step step) {
        switch (step) {
            case Step.Look _ -> hear(revisions.list(place.repository(), place.packageName()), this::listed);
            case Step.Read(RevisionState revision) ->
                hear(revisions.read(revision), files -> remember(revision, files));
            case Step.Tidy(RevisionState leftover) -> tidy(leftover);
            case Step.Wait(RevisionState draft, Reason reason) -> waitFor(draft, reason);
            case Step.Clear(RevisionState draft) -> clear(draft);
            case Step.Create(RevisionDraft draft) -> hear(revisions.create(draft), made -> progress(seen.with(made)));
            case Step.Write(RevisionState draft, var files) ->
                unlessRefused(draft, hear(revisions.write(draft, files), written -> progress(seen.wrote(written))));
            case Step.Await(RevisionState revision) -> {
                Reason reason = Reason.of(PorchFailure.TIMEOUT, "Porch is still at work on " + revision.name());
                if (isOver(patience.forServer())) {
                    giveUp(reason);
                }
                hear(revisions.look(revision), seen::with);
            }
            case Step.Propose(RevisionState draft, var notes) ->
                unlessRefused(draft, hear(revisions.propose(draft, notes), proposed -> progress(seen.with(proposed))));
            case Step.Publish(RevisionState proposed) ->
                unlessRefused(proposed, hear(revisions.publish(proposed), this::published));
            case Step.Abandon(RevisionState draft, Reason reason) -> {
                verdict = new Effect.Refused(reason);
                revisions.delete(draft);
            }
            case Step.Settled _ -> throw new IllegalStateException("a settled plan has no step");
        }
    }

    private Sighting remember(RevisionState revision, SortedMap<String, String> files) {
        memory.keep(revision, files);
        return seen.read(revision, files);
    }

    private Sighting listed(RevisionListing listing) {
        Sighting now = seen.listed(listing);
        for (RevisionState revision : listing.revisions()) {
            SortedMap<String, String> files = memory.files(revision);
            if (files != null && !now.files().containsKey(revision.name())) {
                now = now.read(revision, files);
            }
        }
        return now;
    }

    /** A step was done, so what went wrong before is over. */
    private Sighting progress(Sighting now) {
        strikes = 0;
        return now;
    }

    private Sighting published(RevisionState state) {
        SortedMap<String, String> files = seen.files().get(state.name());
        if (files != null) {
            memory.keep(state, files);
        }
        return progress(seen.with(state));
    }

    private void tidy(RevisionState leftover) {
        Answer<RevisionState> answer = revisions.delete(leftover);
        boolean isGone = answer instanceof Answer.Done<RevisionState> || answer instanceof Answer.Absent<RevisionState>;
        seen = isGone ? seen.without(leftover) : seen.couldNotTidy(leftover);
    }

    /** Takes an answer in; returns it. */
    private <T> Answer<T> hear(Answer<T> answer, Function<T, Sighting> learn) {
        switch (answer) {
            case Answer.Done<T>(T value) -> seen = learn.apply(value);
            case Answer.Absent<T>(Reason reason) -> doubt(reason);
            case Answer.Unknown<T>(Reason reason) -> doubt(reason);
            case Answer.Refused<T>(Reason reason) -> verdict = new Effect.Refused(reason);
            case Answer.Away<T> away when away.retryAfter().isPositive() -> standBack(away.reason(), away.retryAfter());
            case Answer.Away<T> away -> verdict = unavailable(away.reason());
        }
        return answer;
    }

    /** Nothing was done, so the same step is next, if the server does not want to be left alone for long. */
    private void standBack(Reason reason, Duration retryAfter) {
        strikes++;
        if (strikes >= STRIKES || retryAfter.compareTo(SHORT) > 0) {
            verdict = unavailable(reason);
        } else {
            pauses.pause(retryAfter);
        }
    }

    private void doubt(Reason reason) {
        strikes++;
        if (strikes >= STRIKES) {
            verdict = unavailable(reason);
        } else {
            pauses.pause(strikes - 1);
        }
        seen = seen.doubted();
    }

    /**
     * Deletes a draft that the server will never take. What it calls invalid may have moved on meanwhile, so only the same word
     * about the same state, said twice, counts.
     */
    private void unlessRefused(RevisionState draft, Answer<?> answer) {
        if (answer instanceof Answer.Unknown<?>(Reason reason) && reason.rule().equals(PorchFailure.INVALID)) {
            String step = draft.name() + " " + draft.lifecycle() + " " + draft.resourceVersion();
            if (step.equals(invalidAt)) {
                verdict = new Effect.Refused(reason);
            }
            invalidAt = step;
        }
        if (verdict instanceof Effect.Refused) {
            revisions.delete(draft);
        }
    }

    private void waitFor(RevisionState draft, Reason reason) {
        if (seen.outwaited().contains(draft.name())) {
            giveUp(reason);
        } else if (isOver(patience.forOthers())) {
            outwaited.add(draft.name());
            seen = seen.outwaiting(Set.of(draft.name()));
        }
        seen = seen.doubted();
    }

    /** Whether that time has passed since waiting began; pauses when it has not. */
    private boolean isOver(Duration time) {
        long now = patience.nanoTime().getAsLong();
        if (waits == 0) {
            waitingSince = now;
        }
        if (now - waitingSince >= time.toNanos()) {
            return true;
        }
        pauses.pause(waits++);
        return false;
    }

    /** One that cannot be deleted has been published meanwhile. */
    private void clear(RevisionState draft) {
        Answer<RevisionState> answer = revisions.delete(draft);
        if (answer instanceof Answer.Refused<RevisionState>(Reason reason)) {
            doubt(reason);
        } else {
            hear(answer, _ -> progress(seen.without(draft)));
        }
    }

    private void giveUp(Reason reason) {
        verdict = unavailable(reason);
    }

    private static Effect unavailable(Reason reason) {
        return new Effect.Unavailable(reason);
    }
}
