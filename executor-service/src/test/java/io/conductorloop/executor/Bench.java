package io.conductorloop.executor;

import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.InMemoryPackageStore.Revision;
import io.conductorloop.executor.Resolution.Ended;
import io.conductorloop.executor.Resolution.Postponed;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.InMemoryTargetMarks;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.Mark;
import io.conductorloop.state.TargetMarks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * An executor without broker, Redis and folder, whose durable parts outlive it: {@link #restart} is what a crash leaves. At
 * each step that leaves the process a fault may strike, before it or after it.
 */
final class Bench {
    /** Of a retry. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** The steps that leave the process, in order. */
    enum Step {
        NOTE,
        WRITE,
        JOURNAL,
        MARKS,
        ANNOUNCE
    }

    /** Strikes by throwing. */
    @FunctionalInterface
    interface Fault {
        void strike(Step step, boolean done);
    }

    static final Fault NONE = (step, done) -> {};

    final InMemoryPackageStore packages;
    final IntentJournal journal = new InMemoryIntentJournal();
    final TargetMarks accepted = new InMemoryTargetMarks();
    final Map<IntentType, TargetMarks> applied = new EnumMap<>(IntentType.class);
    final List<IntentFinished> outcomes = new CopyOnWriteArrayList<>();
    final List<IntentFinished> dead = new CopyOnWriteArrayList<>();
    final List<DeliveredIntent> retries = new CopyOnWriteArrayList<>();
    final List<Resolution.Awaited> proposed = new CopyOnWriteArrayList<>();
    final List<Postponed> postponed = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final Tally tally = new Tally();

    /** The time by which queues go. */
    final AtomicLong nanos = new AtomicLong();

    private final WorkerLimit limit = new WorkerLimit(2, 4);
    private UnaryOperator<PackageStore> around = UnaryOperator.identity();
    private Duration budget = Duration.ofSeconds(30);
    private PackageNaming naming = PackageNaming.TARGET;
    private int maxAttempts = 12;
    private int batchSize = 500;
    private volatile Fault fault = NONE;
    private PackageWorkers workers = new PackageWorkers(limit);
    private PackageRun run;
    private BatchExecution execution;

    Bench() {
        this(PackageStore.Grouping.PACKAGE);
    }

    Bench(PackageStore.Grouping grouping) {
        packages = new InMemoryPackageStore(grouping);
        for (IntentType type : IntentType.values()) {
            applied.put(type, new InMemoryTargetMarks());
        }
        restart();
    }

    /** A new process on what the old one left, once nothing of the old one runs any more. */
    void restart() {
        PackageWorkers old = workers;
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> old.busy() == 0);
        workers = new PackageWorkers(limit);
        EnumMap<IntentType, TargetMarks> marks = new EnumMap<>(IntentType.class);
        applied.forEach((type, some) -> marks.put(type, new FaultyMarks(some)));
        run = new PackageRun(
                around.apply(new FaultyStore()),
                workers,
                System::nanoTime,
                budget,
                Duration.ofMillis(100),
                tally,
                Tracing.OFF);
        execution = new BatchExecution(
                new ExecutionPlanner(naming, Set.of(IntentType.SCALING)),
                new RetryPolicy(maxAttempts, Duration.ofMillis(500), Duration.ofSeconds(30), new Random(7)),
                new ExecutionMemory(new FaultyJournal(), new AppliedMarks(marks), accepted),
                run,
                () -> batchSize,
                InstantSource.system(),
                tally);
    }

    Bench store(UnaryOperator<PackageStore> around) {
        this.around = around;
        restart();
        return this;
    }

    Bench naming(PackageNaming naming) {
        this.naming = naming;
        restart();
        return this;
    }

    Bench budget(Duration budget) {
        this.budget = budget;
        restart();
        return this;
    }

    Bench batchSize(int batchSize) {
        this.batchSize = batchSize;
        return this;
    }

    Bench maxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
        restart();
        return this;
    }

    Bench workers(int limit) {
        this.limit.change(limit);
        return this;
    }

    void fault(Fault fault) {
        this.fault = fault;
    }

    DueExecution due(Duration patience) {
        return due(patience, InstantSource.system());
    }

    DueExecution due(Duration patience, InstantSource clock) {
        return new DueExecution(execution, patience, LONGEST_WAIT, clock);
    }

    /** Queues before this executor; who finds no room waits for so long. */
    PackageQueues queues(Duration patience) {
        return queues(patience, Duration.ofSeconds(2));
    }

    PackageQueues queues(Duration patience, Duration priorityStep) {
        return new PackageQueues(
                execution,
                PackageNaming.TARGET,
                packages,
                new PackageWorkers(limit),
                priorityStep,
                12L << 20,
                patience,
                nanos::get,
                failures::add);
    }

    /** Follows what waits for people, with a store like the one under this executor. */
    ProposalDesk desk(PackageStore store) {
        return new ProposalDesk(
                execution,
                new ExecutionMemory(new FaultyJournal(), new AppliedMarks(applied), accepted),
                naming,
                store,
                InstantSource.system(),
                Duration.ofHours(1));
    }

    Announcer announcer() {
        return this::announce;
    }

    void stop() {
        run.stop();
    }

    /** As validation leaves an accepted intent, and delivered for the first time. */
    DeliveredIntent judged(DeliveredIntent intent) {
        journal.append(List.of(new IntentJudged(
                intent.id(), InstantSource.system().instant(), intent.sequence(), IntentState.ACCEPTED, null)));
        return intent;
    }

    void deliver(DeliveredIntent... batch) {
        deliver(Arrays.asList(batch));
    }

    void deliver(Collection<DeliveredIntent> batch) {
        batch.forEach(this::judged);
        execution.execute(batch, this::announce);
    }

    /** Delivers what the journal knows nothing of. */
    void deliverUnjudged(Collection<DeliveredIntent> batch) {
        execution.execute(batch, this::announce);
    }

    /** Delivers what waits in the retry topic, all of it due. */
    void deliverRetries() {
        List<DeliveredIntent> due = List.copyOf(retries);
        retries.clear();
        execution.execute(due, this::announce);
    }

    Map<IntentId, Outcome> outcomeById() {
        Map<IntentId, Outcome> byId = new LinkedHashMap<>();
        outcomes.forEach(finished -> byId.put(finished.id(), finished.outcome()));
        return byId;
    }

    Outcome outcomeOf(DeliveredIntent intent) {
        return outcomeById().get(intent.id());
    }

    /** How often each intent is in a revision. */
    Map<IntentId, Integer> effects() {
        Map<IntentId, Integer> effects = new HashMap<>();
        for (String name : packages.packageNames()) {
            for (Revision revision : packages.revisions(name)) {
                revision.intents().forEach(intent -> effects.merge(intent.id(), 1, Integer::sum));
            }
        }
        return effects;
    }

    private void announce(Collection<? extends Resolution> resolutions) {
        fault.strike(Step.ANNOUNCE, false);
        for (Resolution resolution : resolutions) {
            switch (resolution) {
                case Ended ended -> {
                    outcomes.add(ended.event());
                    if (ended.event().state() == IntentState.FAILED) {
                        dead.add(ended.event());
                    }
                }
                case Resolution.Awaited awaited -> proposed.add(awaited);
                case Postponed later -> {
                    DeliveredIntent intent = later.intent();
                    postponed.add(later);
                    retries.add(new DeliveredIntent(
                            intent.id(),
                            intent.sequence(),
                            later.event().attempt(),
                            intent.source(),
                            intent.file(),
                            intent.content()));
                }
            }
        }
        fault.strike(Step.ANNOUNCE, true);
    }

    private final class FaultyStore implements PackageStore {
        @Override
        public Grouping grouping() {
            return packages.grouping();
        }

        @Override
        public Map<IntentId, Effect> apply(List<PackageChange> changes) {
            fault.strike(Step.WRITE, false);
            Map<IntentId, Effect> effects = packages.apply(changes);
            fault.strike(Step.WRITE, true);
            return effects;
        }
    }

    private final class FaultyJournal implements IntentJournal {
        @Override
        public void append(Collection<? extends IntentEvent> events) {
            boolean note = events.stream().allMatch(IntentEvent.IntentExecuting.class::isInstance);
            fault.strike(note ? Step.NOTE : Step.JOURNAL, false);
            journal.append(events);
            fault.strike(note ? Step.NOTE : Step.JOURNAL, true);
        }

        @Override
        public Map<IntentId, IntentFinished> finish(Collection<IntentFinished> ends) {
            fault.strike(Step.JOURNAL, false);
            Map<IntentId, IntentFinished> standing = journal.finish(ends);
            fault.strike(Step.JOURNAL, true);
            return standing;
        }

        @Override
        public Map<Stage, Map<IntentId, IntentEvent>> find(Set<Stage> stages, Collection<IntentId> ids) {
            return journal.find(stages, ids);
        }

        @Override
        public List<IntentEvent> story(IntentId id) {
            return journal.story(id);
        }

        @Override
        public Page page(Filter filter, IntentId before, int limit) {
            return journal.page(filter, before, limit);
        }
    }

    private final class FaultyMarks implements TargetMarks {
        private final TargetMarks marks;

        FaultyMarks(TargetMarks marks) {
            this.marks = marks;
        }

        @Override
        public Map<Target, Mark> read(Collection<Target> targets) {
            return marks.read(targets);
        }

        @Override
        public void advance(Map<Target, Mark> newer) {
            fault.strike(Step.MARKS, false);
            marks.advance(newer);
            fault.strike(Step.MARKS, true);
        }

        @Override
        public void forget(Target target, IntentId intent) {
            marks.forget(target, intent);
        }
    }

    /** Counts. */
    static final class Tally implements ExecutorMetrics {
        final List<Outcome> ended = new ArrayList<>();
        int again;
        int tried;
        int untried;

        @Override
        public synchronized void ended(Outcome outcome) {
            ended.add(outcome);
        }

        @Override
        public synchronized void answeredAgain() {
            again++;
        }

        @Override
        public synchronized void postponed(boolean counted) {
            if (counted) {
                tried++;
            } else {
                untried++;
            }
        }

        @Override
        public void written(int packages, int intents, Duration took) {}

        @Override
        public void unreadable() {}

        @Override
        public void deadLetterKept() {}

        @Override
        public void deadLetterDecided() {}
    }
}
