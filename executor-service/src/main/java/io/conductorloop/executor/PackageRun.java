package io.conductorloop.executor;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.PackageWorkers.Job;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Runs the packages of a batch on the workers within the batch's time budget and hands on results as they come, a few at a
 * time, so that a slow package holds back no other's outcome. What has not been started when the budget is spent is handed
 * on as such; what has been started and not ended is interrupted, and nobody knows what became of it.
 */
public final class PackageRun {
    /**
     * Results that come within this time of the first are handed on with it: they share the round trips that follow. The last
     * ones of a run wait for nothing.
     */
    private static final Duration LINGER = Duration.ofMillis(20);

    /** How soon a waiting run notices that the service stops. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    private static final String ALL_PACKAGES = "*";

    private final PackageWriter writer;
    private final PackageWorkers workers;
    private final LongSupplier nanoTime;
    private final Duration budget;
    private final Duration stopWithin;
    private volatile boolean stopping;

    /**
     * Wires the run.
     *
     * @param nanoTime a clock that never goes back, nanoseconds
     * @param budget how long a batch may take; well below the broker's patience with a consumer that does not poll
     * @param stopWithin how long packages that are being written may go on after {@link #stop}
     */
    public PackageRun(
            PackageStore store,
            PackageWorkers workers,
            LongSupplier nanoTime,
            Duration budget,
            Duration stopWithin,
            ExecutorMetrics metrics,
            Tracing tracing) {
        this.writer = new PackageWriter(store, nanoTime, metrics, tracing);
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.budget = budget;
        this.stopWithin = stopWithin;
    }

    /** What became of some work. */
    sealed interface Result {
        PackageWork work();
    }

    /** The store was given what was next of the work, and said this about it. */
    record Written(PackageWork work, Map<IntentId, Effect> effects) implements Result {}

    /** Its turn did not come, and the store was given none of it. */
    record NotStarted(PackageWork work, Reason reason) implements Result {}

    /** What has been learnt about processing times. */
    public ProcessingTimeEstimate times() {
        return writer.times();
    }

    /** When a batch that begins now has spent its budget. */
    long deadline() {
        return nanoTime.getAsLong() + budget.toNanos();
    }

    /** Lets running batches end soon, and later ones not begin. */
    public void stop() {
        stopping = true;
    }

    /**
     * Runs the work. Every item of it is in exactly one of the groups that are handed on. An exception of the receiver ends
     * the run.
     *
     * @param work in the order in which to take it up
     * @param deadline what {@link #deadline} said at the beginning of the batch
     */
    void run(List<PackageWork> work, long deadline, Consumer<List<Result>> receiver) {
        BlockingQueue<Done> done = new LinkedBlockingQueue<>();
        Map<Integer, Share> open = new LinkedHashMap<>();
        for (List<PackageWork> together : grouped(work)) {
            int number = open.size();
            Job job = new Job(
                    isOneCall() ? ALL_PACKAGES : together.getFirst().packageName(),
                    isOneCall() ? null : writer.site(together.getFirst()),
                    together.getFirst().priority(),
                    together.stream().map(PackageWork::estimate).reduce(Duration.ZERO, Duration::plus),
                    () -> done.add(new Done(number, writer.write(together))));
            open.put(number, new Share(together, job));
        }
        workers.handIn(open.values().stream().map(Share::job).toList());
        try {
            collect(done, open, deadline, receiver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while packages were being written", e);
        } finally {
            open.values().forEach(share -> callOff(share.job()));
        }
    }

    private void collect(
            BlockingQueue<Done> done, Map<Integer, Share> open, long deadline, Consumer<List<Result>> receiver)
            throws InterruptedException {
        long until = deadline;
        boolean stopSeen = false;
        while (!open.isEmpty()) {
            long left = until - nanoTime.getAsLong();
            if (stopping && !stopSeen) {
                stopSeen = true;
                until -= Math.max(0, left - stopWithin.toNanos());
                handOnWaiting(open, Reason.of("stopping", "The executor is being stopped"), receiver);
            } else if (left <= 0) {
                handOnWaiting(open, Reason.of("busy", "The package's turn did not come in time"), receiver);
                giveUp(open, receiver);
            } else {
                Done first = done.poll(Math.min(left, GLANCE.toNanos()), TimeUnit.NANOSECONDS);
                if (first != null) {
                    receiver.accept(results(withFollowers(first, done, open.size()), open));
                }
            }
        }
    }

    private List<Done> withFollowers(Done first, BlockingQueue<Done> done, int atMost) throws InterruptedException {
        List<Done> group = new ArrayList<>(List.of(first));
        long until = nanoTime.getAsLong() + LINGER.toNanos();
        while (group.size() < atMost) {
            Done next = done.poll(until - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            group.add(next);
        }
        return group;
    }

    private static List<Result> results(List<Done> group, Map<Integer, Share> open) {
        List<Result> results = new ArrayList<>();
        for (Done done : group) {
            Share share = open.remove(done.number());
            if (share != null) {
                share.work().forEach(work -> results.add(new Written(work, done.effects())));
            }
        }
        return results;
    }

    private void handOnWaiting(Map<Integer, Share> open, Reason reason, Consumer<List<Result>> receiver) {
        List<Result> results = new ArrayList<>();
        open.values().removeIf(share -> {
            boolean waiting = workers.withdraw(share.job());
            if (waiting) {
                share.work().forEach(work -> results.add(new NotStarted(work, reason)));
            }
            return waiting;
        });
        if (!results.isEmpty()) {
            receiver.accept(results);
        }
    }

    private void giveUp(Map<Integer, Share> open, Consumer<List<Result>> receiver) {
        List<Result> results = new ArrayList<>();
        for (Share share : open.values()) {
            callOff(share.job());
            share.work().forEach(work -> results.add(new Written(work, late(work))));
        }
        open.clear();
        if (!results.isEmpty()) {
            receiver.accept(results);
        }
    }

    private static Map<IntentId, Effect> late(PackageWork work) {
        Effect unknown = new Effect.Unavailable(Reason.of("timeout", "The package store did not answer in time"));
        return work.change().intents().stream().collect(Collectors.toMap(PlannedIntent::id, _ -> unknown));
    }

    private void callOff(Job job) {
        if (!workers.withdraw(job)) {
            workers.interrupt(job);
        }
    }

    private List<List<PackageWork>> grouped(List<PackageWork> work) {
        return isOneCall() ? List.of(work) : work.stream().map(List::of).toList();
    }

    private boolean isOneCall() {
        return writer.grouping() == PackageStore.Grouping.BATCH;
    }

    /** What goes to the store together. */
    private record Share(List<PackageWork> work, Job job) {}

    /** A share that was written. */
    private record Done(int number, Map<IntentId, Effect> effects) {}
}
