package io.conductorloop.executor;

import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.ExecutionPlan.Decided;
import io.conductorloop.executor.Resolution.Awaited;
import io.conductorloop.executor.Resolution.Ended;
import io.conductorloop.executor.Resolution.Postponed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Carries a batch of accepted intents out. Returns once everything that was to be said about every intent of the batch is
 * durable, so that the caller may commit what it read; throws when that cannot be reached, and then the same batch is to be
 * delivered again.
 *
 * <p>The order of steps is fixed here: <b>(1)</b> effects in the package store, <b>(2)</b> journal, marks, <b>(3)</b>
 * announcements acknowledged, <b>(4)</b> the caller's commit. What a crash leaves behind, and what redelivery makes of it:
 *
 * <ul>
 *   <li>before (1): the journal may say of some intents that they were given to the store, and no more.
 *   <li>in the middle of (1) or after it: the store holds intents that nobody has answered for. That they were given to it
 *       was noted before. Such an intent is never called superseded on any word but the store's, and is given to it again
 *       before anything newer of its facet: what is in a revision ends as executed, and nothing is written twice.
 *   <li>in the middle of (2): some intents are finished in the journal, and their outcome is what stands there; the others
 *       are as after (1). Marks come after the journal, so a mark is never ahead of an outcome; those missing are set when
 *       the outcome is said again.
 *   <li>after (2), or in the middle of (3): the journal's outcomes are announced once more, word for word, with the dead
 *       letters of those that failed. Intents that were postponed are executed at once, and their copy in the retry topic
 *       finds them finished, or tries again. Who reads the announcements knows the intents by their ids.
 *   <li>after (3): the same, and the announcements are doubles.
 * </ul>
 *
 * <p>Two copies of one intent can be under way, one in each topic, after such a crash. Within this process only one of them
 * is executed at a time: the other is put off until the first one's outcome stands in the journal. Where another process
 * executes the same batch, because one of the two stalled, what the first of them wrote is what both announce.
 *
 * <p>The limit: a store need not remember an intent that a newer one has replaced. Where it took an intent without getting to
 * say so, and a newer one of the facet is executed while that intent waits for its retry, it ends as superseded.
 */
public final class BatchExecution {
    private final ExecutionPlanner planner;
    private final Resolver resolver;
    private final ExecutionMemory memory;
    private final PackageRun packages;
    private final IntSupplier batchSize;
    private final InstantSource clock;
    private final ExecutorMetrics metrics;
    private final Set<IntentId> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Wires the parts.
     *
     * @param batchSize how many intents are planned together at most; what is delivered beyond that is cut into as many
     *     batches, one after the other, within the time of one
     */
    public BatchExecution(
            ExecutionPlanner planner,
            RetryPolicy retries,
            ExecutionMemory memory,
            PackageRun packages,
            IntSupplier batchSize,
            InstantSource clock,
            ExecutorMetrics metrics) {
        this.planner = planner;
        this.resolver = new Resolver(retries);
        this.memory = memory;
        this.packages = packages;
        this.batchSize = batchSize;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Carries the intents out; of several copies of one intent, the one that was tried most often. */
    public void execute(Collection<DeliveredIntent> batch, Announcer announcer) {
        execute(batch, batchSize, announcer);
    }

    /** As {@link #execute(Collection, Announcer)}, as one batch whatever its size: for who has gathered it for a single revision. */
    void executeTogether(Collection<DeliveredIntent> batch, Announcer announcer) {
        execute(batch, batch::size, announcer);
    }

    /** Ends intents that no store was given, as a newer one of their facet waits as they do: each with the newer one's id. */
    void supersede(Map<DeliveredIntent, IntentId> outrun, Announcer announcer) {
        Instant now = clock.instant();
        List<Resolution> ends = new ArrayList<>();
        outrun.forEach((intent, by) -> ends.add(resolver.superseded(intent, by, now)));
        conclude(ends, announcer);
    }

    private void execute(Collection<DeliveredIntent> batch, IntSupplier atOnce, Announcer announcer) {
        Map<IntentId, DeliveredIntent> mine = new LinkedHashMap<>();
        List<DeliveredIntent> elsewhere = new ArrayList<>();
        try {
            for (DeliveredIntent intent : batch) {
                if (mine.containsKey(intent.id()) || underWay.add(intent.id())) {
                    mine.merge(intent.id(), intent, (one, other) -> one.attempts() >= other.attempts() ? one : other);
                } else {
                    elsewhere.add(intent);
                }
            }
            if (!elsewhere.isEmpty()) {
                announcer.announce(putOff(elsewhere));
            }
            if (!mine.isEmpty()) {
                executeInParts(List.copyOf(mine.values()), atOnce, announcer);
            }
        } finally {
            mine.keySet().forEach(underWay::remove);
        }
    }

    private List<Resolution> putOff(List<DeliveredIntent> intents) {
        Instant now = clock.instant();
        Reason reason = Reason.of("under-way", "Another copy of the intent is being executed");
        return intents.stream()
                .<Resolution>map(intent -> resolver.untried(intent, reason, now))
                .toList();
    }

    private void executeInParts(List<DeliveredIntent> batch, IntSupplier atOnce, Announcer announcer) {
        long deadline = packages.deadline();
        int done = 0;
        while (done < batch.size()) {
            int until = Math.min(batch.size(), done + Math.max(1, atOnce.getAsInt()));
            executeOnce(batch.subList(done, until), deadline, announcer);
            done = until;
        }
    }

    private void executeOnce(List<DeliveredIntent> batch, long deadline, Announcer announcer) {
        ExecutionMemory.Past past = memory.past(batch);
        ExecutionPlan plan =
                planner.plan(batch, past.finished(), past.perhapsHeld(), memory.applied(batch), packages.times());
        conclude(settledWithoutStore(plan), announcer);
        List<PackageWork> open = plan.work();
        while (!open.isEmpty()) {
            memory.note(executing(open));
            List<PackageWork> left = new ArrayList<>();
            packages.run(open, deadline, group -> conclude(resolve(group, left), announcer));
            open = left.stream().sorted(PackageWork.URGENT_THEN_QUICK).toList();
        }
    }

    private List<Resolution> settledWithoutStore(ExecutionPlan plan) {
        Instant now = clock.instant();
        List<Resolution> settled = new ArrayList<>();
        for (Decided decided : plan.decisions()) {
            DeliveredIntent intent = decided.intent();
            switch (decided.decision()) {
                case Decision.AnswerAgain(IntentFinished ended) -> settled.add(new Ended(intent, ended, true));
                case Decision.Superseded(IntentId by) -> settled.add(resolver.superseded(intent, by, now));
                case Decision.Refuse(Reason reason) -> settled.add(resolver.refused(intent, reason, now));
                case Decision.Execute _ -> {
                    // In the plan's work.
                }
            }
        }
        return settled;
    }

    /** Only what the store is given now: the others may yet be superseded without having been taken up. */
    private List<IntentExecuting> executing(List<PackageWork> work) {
        Instant now = clock.instant();
        List<IntentExecuting> events = new ArrayList<>();
        for (PackageWork some : work) {
            Set<IntentId> given = given(some);
            some.intents().stream()
                    .filter(intent -> given.contains(intent.id()))
                    .forEach(intent -> events.add(new IntentExecuting(intent.id(), now, intent.attempts() + 1)));
        }
        return events;
    }

    private static Set<IntentId> given(PackageWork work) {
        return work.change().intents().stream().map(PlannedIntent::id).collect(Collectors.toSet());
    }

    /** Resolves what is settled, and adds what stays open to {@code left}. */
    private List<Resolution> resolve(List<PackageRun.Result> group, List<PackageWork> left) {
        Instant now = clock.instant();
        List<Resolution> resolutions = new ArrayList<>();
        for (PackageRun.Result result : group) {
            PackageWork work = result.work();
            switch (result) {
                case PackageRun.NotStarted waited ->
                    work.intents().forEach(intent -> resolutions.add(resolver.untried(intent, waited.reason(), now)));
                case PackageRun.Written written -> {
                    Map<IntentId, Effect> settled = work.settle(written.effects());
                    Set<IntentId> given = given(work);
                    for (DeliveredIntent intent : work.intents()) {
                        Effect effect = settled.get(intent.id());
                        if (effect != null) {
                            resolutions.add(
                                    given.contains(intent.id())
                                            ? resolver.resolve(intent, effect, now)
                                            : resolver.resolveUntried(intent, effect, now));
                        }
                    }
                    work.without(settled.keySet()).ifPresent(left::add);
                }
            }
        }
        return resolutions;
    }

    private void conclude(List<Resolution> resolutions, Announcer announcer) {
        if (!resolutions.isEmpty()) {
            List<Resolution> told = memory.remember(resolutions);
            announcer.announce(told);
            told.forEach(this::count);
        }
    }

    private void count(Resolution resolution) {
        switch (resolution) {
            case Ended ended when ended.again() -> metrics.answeredAgain();
            case Ended ended -> metrics.ended(ended.event().outcome());
            case Postponed postponed -> metrics.postponed(postponed.tried());
            case Awaited _ -> {
                // Counted by what waits.
            }
        }
    }
}
