package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.OpenDeliveries.Delivery;
import io.conductorloop.executor.PackageStore.Site;
import io.conductorloop.executor.PackageWorkers.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was delivered until its package's turn comes, and then gives all that has come for the package to a
 * {@link BatchExecution} of its own: for a store so slow that a batch would hold up everything that comes while it is written. A
 * package is taken up when the place it goes to is free, so that what comes until then is in the same revision.
 *
 * <p>A delivery is acknowledged when every intent of it is done, whichever turns they were in, and all deliveries before it are: what
 * is acknowledged is never ahead of what is done. What fails because something is away is tried again until it succeeds, in its own
 * package alone. There is so much room for deliveries that are not acknowledged; who brings more waits.
 */
public final class PackageQueues {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Of intents that name no package, as they cannot be read. */
    private static final String NO_PACKAGE = "";

    private final BatchExecution execution;
    private final PackageNaming naming;
    private final PackageStore store;
    private final PackageWorkers turns;
    private final Duration priorityStep;
    private final long room;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final long origin;
    private final Consumer<Throwable> failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition less = lock.newCondition();
    private final Map<String, Line> lines = new HashMap<>();
    private final OpenDeliveries open;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int running;

    /**
     * Wires the queues.
     *
     * @param turns of these queues alone; as many at a time as there are workers
     * @param priorityStep what a step of priority is worth: a package that waits longer by this than one that is a step more urgent goes
     *     first, so none is overtaken for longer than ten of these, however many urgent ones come; zero: who came first
     * @param room bytes of memory for deliveries that are not acknowledged; a single one may be larger
     * @param patience how long who brings more waits for room
     * @param nanoTime a clock that never goes back, nanoseconds
     * @param failures hears why a turn is tried again
     */
    public PackageQueues(
            BatchExecution execution,
            PackageNaming naming,
            PackageStore store,
            PackageWorkers turns,
            Duration priorityStep,
            long room,
            Duration patience,
            LongSupplier nanoTime,
            Consumer<Throwable> failures) {
        this.execution = execution;
        this.naming = naming;
        this.store = store;
        this.turns = turns;
        this.priorityStep = priorityStep;
        this.room = room;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.failures = failures;
        this.open = new OpenDeliveries(failures);
    }

    private record Queued(DeliveredIntent intent, Delivery delivery) {}

    /** What waits for one package, since when after the origin, and the turn in which it will be taken. */
    private record Line(List<Queued> waiting, Duration since, int priority, Job turn) {}

    /**
     * Takes intents over. Returns before they are carried out, and waits before it takes them while there is no room.
     *
     * @param size of all of them, bytes
     * @param announcer for these intents; used by several threads
     * @param acknowledge called at most once, in the order of deliveries, when everything that was to be said about each of them is
     *     durable; never when the service stops before, or they were disowned
     * @throws IllegalStateException when there was no room for too long: they are to be delivered again
     */
    public void handIn(Collection<DeliveredIntent> delivered, long size, Announcer announcer, Runnable acknowledge)
            throws InterruptedException {
        Delivery delivery = OpenDeliveries.delivery(delivered.size(), size, announcer, acknowledge);
        Map<String, List<Queued>> byPackage = new LinkedHashMap<>();
        delivered.forEach(intent -> byPackage
                .computeIfAbsent(packageOf(intent), _ -> new ArrayList<>())
                .add(new Queued(intent, delivery)));
        lock.lockInterruptibly();
        try {
            awaitRoom();
            open.add(delivery);
            byPackage.forEach(this::queue);
            open.acknowledgeDone();
        } finally {
            lock.unlock();
        }
    }

    /** A line whose turn has not begun becomes as urgent as the most urgent in it. */
    private void queue(String packageName, List<Queued> more) {
        Line line = lines.get(packageName);
        int priority = priority(more);
        if (line != null) {
            line.waiting().addAll(more);
            if (priority <= line.priority() || !turns.withdraw(line.turn())) {
                return;
            }
        }
        List<Queued> waiting = line == null ? more : line.waiting();
        Duration since = line == null ? Duration.ofNanos(nanoTime.getAsLong() - origin) : line.since();
        Job turn = turn(packageName, waiting, since, priority);
        lines.put(packageName, new Line(waiting, since, priority, turn));
        turns.handIn(List.of(turn));
    }

    /**
     * Waits until everything that was handed in is acknowledged; once the service stops, until the turns under way have ended.
     *
     * @return whether everything is acknowledged
     */
    public boolean awaitDone(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !open.isEmpty() && (stopped.getCount() > 0 || running > 0)) {
                left = less.awaitNanos(left);
            }
            return open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Acknowledges nothing that is open now, though it is carried out: some of it is another instance's, whose own
     * acknowledgements would be set back.
     *
     * @return how many intents that are
     */
    public int disown() {
        lock.lock();
        try {
            open.disown();
            return open.intents();
        } finally {
            lock.unlock();
        }
    }

    /** Begins no turn any more. What is queued is delivered again after the next start. */
    public void stop() {
        stopped.countDown();
        lock.lock();
        try {
            less.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many intents have been handed in whose deliveries are not acknowledged. */
    public int size() {
        lock.lock();
        try {
            return open.intents();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws InterruptedException {
        long left = patience.toNanos();
        while (!open.isEmpty() && open.bytes() >= room) {
            if (left <= 0 || stopped.getCount() == 0) {
                throw new IllegalStateException(
                        "no room for more intents: " + open.intents() + " wait to be carried out");
            }
            left = less.awaitNanos(left);
        }
    }

    private static int priority(List<Queued> some) {
        return some.stream()
                .map(queued -> queued.intent().intent())
                .mapToInt(intent -> intent == null ? Intent.DEFAULT_PRIORITY : intent.priority())
                .max()
                .orElse(Intent.DEFAULT_PRIORITY);
    }

    private Job turn(String packageName, List<Queued> waiting, Duration since, int priority) {
        // All of one priority to the workers, and first who has waited longest, a lead given for each step of its own.
        Duration rank = since.minus(priorityStep.multipliedBy(priority));
        return new Job(packageName, site(packageName, waiting), 0, rank, () -> carryOut(packageName));
    }

    private @Nullable Site site(String packageName, List<Queued> some) {
        DeliveredIntent newest = some.getLast().intent();
        Intent intent = newest.intent();
        return intent == null
                ? null
                : store.site(new PackageChange(
                        packageName, List.of(new PlannedIntent(newest.id(), newest.sequence(), intent))));
    }

    private void carryOut(String packageName) {
        List<Queued> taken = take(packageName);
        boolean done = false;
        try {
            done = carriedOut(taken);
        } finally {
            end(done ? taken : List.of());
        }
    }

    /** Whether all of it was, rather than left because the service stops. */
    private boolean carriedOut(List<Queued> taken) {
        Map<IntentId, Announcer> announcers = new HashMap<>();
        taken.forEach(
                queued -> announcers.put(queued.intent().id(), queued.delivery().announcer()));
        Announcer announcer = new EachByItsOwn(announcers);
        List<DeliveredIntent> batch = taken.stream().map(Queued::intent).toList();
        Duration pause = FIRST_PAUSE;
        while (stopped.getCount() > 0) {
            try {
                execution.executeTogether(batch, announcer);
                return true;
            } catch (RuntimeException | Error e) {
                failures.accept(e);
            }
            try {
                boolean _ = stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return false;
    }

    /** From now on what comes for the package needs another turn. */
    private List<Queued> take(String packageName) {
        lock.lock();
        try {
            running++;
            Line line = lines.remove(packageName);
            return line == null ? List.of() : line.waiting();
        } finally {
            lock.unlock();
        }
    }

    private void end(List<Queued> done) {
        lock.lock();
        try {
            running--;
            done.forEach(queued -> queued.delivery().oneDone());
            open.acknowledgeDone();
            less.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private String packageOf(DeliveredIntent delivered) {
        Intent intent = delivered.intent();
        return intent == null ? NO_PACKAGE : naming.packageOf(intent);
    }
}
