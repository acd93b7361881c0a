package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import io.conductorloop.energy.deferral.Releases.Ending;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.TargetMarks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries fates out. The order of steps is fixed: <b>(1)</b> the claim, <b>(2)</b> the intent on {@code intents.accepted} or
 * its outcome on {@code intents.outcomes}, acknowledged, <b>(3)</b> off the log, <b>(4)</b> settled in the waiting room.
 *
 * <p>A crash before (2) leaves a claim that runs out, and another instance does it all. A crash after (2) has the same intent
 * released twice: the executor knows it by its id. Who was held up for longer than its claim does not publish any more, and
 * where it happened in the middle of publishing, (4) refuses, so that nothing is counted twice.
 */
public final class ReleaseDesk {
    /** As in {@link IntentFinished#service()}. */
    public static final String SERVICE = "energy";

    private static final int BATCH = 200;

    private final HeldIntents held;
    private final HeldLog log;
    private final Releases releases;
    private final IntentJournal journal;
    private final TargetMarks accepted;
    private final GridOutlook grid;
    private final Zone zone;
    private final Terms terms;
    private final Supplier<String> tokens;
    private final InstantSource clock;
    private final DeferralMetrics metrics;

    /**
     * How it is done.
     *
     * @param claim how long an instance has for what it claims
     * @param remembered how long a settled intent is recognised
     * @param kilowattHours that the work of an intent uses
     */
    public record Terms(Duration claim, Duration remembered, double kilowattHours) {}

    /**
     * Wires the desk.
     *
     * @param accepted the marks that repeats are judged against
     * @param tokens gives one that was never used
     */
    public ReleaseDesk(
            HeldIntents held,
            HeldLog log,
            Releases releases,
            IntentJournal journal,
            TargetMarks accepted,
            GridOutlook grid,
            Zone zone,
            Terms terms,
            Supplier<String> tokens,
            InstantSource clock,
            DeferralMetrics metrics) {
        this.held = held;
        this.log = log;
        this.releases = releases;
        this.journal = journal;
        this.accepted = accepted;
        this.grid = grid;
        this.zone = zone;
        this.terms = terms;
        this.tokens = tokens;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Settles all that is due now, urgent ones first; how many were. */
    public int settleDue() {
        int settled = 0;
        while (true) {
            IntensitySeries known = known();
            Claim claim = newClaim();
            List<HeldIntent> due = held.claimDue(clock.instant(), claim, BATCH);
            int done = due.isEmpty() ? 0 : settle(due, claim, known);
            settled += done;
            if (done == 0) {
                return settled;
            }
        }
    }

    /** Releases an intent now, if it waits. */
    public Optional<HeldIntent> release(IntentId id) {
        return settle(id, new Fate.Released());
    }

    /** Withdraws an intent, if it waits. Its end is published when this returns. */
    public Optional<HeldIntent> cancel(IntentId id, String by, String why) {
        return settle(id, new Fate.Cancelled(by, why));
    }

    private Optional<HeldIntent> settle(IntentId id, Fate fate) {
        IntensitySeries known = known();
        Claim claim = newClaim();
        Optional<HeldIntent> mine = held.claim(id, fate, claim);
        mine.ifPresent(intent -> settle(List.of(intent), claim, known));
        return mine.flatMap(_ -> held.find(id));
    }

    private Claim newClaim() {
        return new Claim(tokens.get(), clock.instant().plus(terms.claim()));
    }

    /** The grid while the next claim lasts, asked for before it: a source may take longer to answer than that. */
    private IntensitySeries known() {
        Instant now = clock.instant();
        return grid.series(zone, now, now.plus(terms.claim()));
    }

    private int settle(List<HeldIntent> claimed, Claim claim, IntensitySeries known) {
        Instant now = clock.instant();
        if (!now.isBefore(claim.until())) {
            metrics.lostClaim();
            return 0;
        }
        List<HeldIntent> ordered = new ArrayList<>(claimed);
        ordered.sort(Comparator.comparingInt((HeldIntent one) -> -one.intent().priority())
                .thenComparing(one -> one.plan().releaseBy())
                .thenComparingLong(one -> one.intent().sequence()));
        release(ordered, now);
        end(ordered, now);
        log.drop(ordered.stream().map(one -> one.intent().id()).toList());
        double intensity = known.at(now);
        int settled = 0;
        for (HeldIntent one : ordered) {
            Settled how = new Settled(now, intensity, saved(one, intensity));
            if (held.settle(one, claim, how, terms.remembered())) {
                settled++;
                metrics.settled(one, how, late(one, now));
            } else {
                metrics.lostClaim();
            }
        }
        return settled;
    }

    private void release(List<HeldIntent> ordered, Instant now) {
        List<DeferredIntent> released = ordered.stream()
                .filter(one -> one.fate() instanceof Fate.Released)
                .map(HeldIntent::intent)
                .toList();
        if (released.isEmpty()) {
            return;
        }
        // Before they go, so that nothing the executor notes stands behind this.
        journal.append(released.stream()
                .map(intent -> new IntentJudged(intent.id(), now, intent.sequence(), IntentState.ACCEPTED, null))
                .toList());
        releases.release(released);
    }

    private void end(List<HeldIntent> ordered, Instant now) {
        List<HeldIntent> ended = ordered.stream()
                .filter(one -> !(one.fate() instanceof Fate.Released))
                .toList();
        if (ended.isEmpty()) {
            return;
        }
        Map<IntentId, IntentFinished> standing =
                journal.finish(ended.stream().map(one -> finished(one, now)).toList());
        for (HeldIntent one : ended) {
            if (one.fate() instanceof Fate.Cancelled) {
                // Its author may say the same again.
                accepted.forget(one.intent().target(), one.intent().id());
            }
        }
        releases.announce(ended.stream()
                .map(one -> new Ending(
                        one.intent(), standing.getOrDefault(one.intent().id(), finished(one, now))))
                .toList());
    }

    private static IntentFinished finished(HeldIntent one, Instant now) {
        DeferredIntent intent = one.intent();
        return new IntentFinished(
                intent.id(),
                now,
                SERVICE,
                intent.sequence(),
                intent.source(),
                intent.file(),
                intent.target(),
                outcome(one.fate()));
    }

    private static Outcome outcome(Fate fate) {
        return switch (fate) {
            case Fate.Superseded(IntentId by) -> new Outcome.Superseded(by);
            case Fate.Cancelled(String by, String why) ->
                new Outcome.Rejected(List.of(Reason.of(
                        "cancelled",
                        "Withdrawn by " + by + " while it waited for cleaner power"
                                + (why.isEmpty() ? "" : ": " + why))));
            case Fate.Released _, Fate.Waiting _ -> throw new IllegalArgumentException("no end: " + fate);
        };
    }

    private double saved(HeldIntent one, double intensity) {
        double grams = terms.kilowattHours() * (one.intensityThen() - intensity);
        return one.fate() instanceof Fate.Released && !Double.isNaN(grams) ? grams : 0;
    }

    private static Duration late(HeldIntent one, Instant now) {
        Duration late = Duration.between(one.plan().releaseBy(), now);
        return one.fate() instanceof Fate.Released && late.isPositive() ? late : Duration.ZERO;
    }
}
