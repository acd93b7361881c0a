package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.PackageStore.Site;
import io.conductorloop.executor.PackageWorkers.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was delivered until its package's turn comes, and then gives all that has come for the package to a
 * {@link BatchExecution} of its own: for a store so slow that a batch would hold up everything that comes while it is written. A
 * package is taken up when the place it goes to is free, so that what comes until then is in the same revision.
 *
 * <p>A delivery is done when every intent of it is, whichever turns they were in. What fails because something is away is tried
 * again until it succeeds, in its own package alone. There is so much room for deliveries that are not done; who brings more waits.
 */
public final class PackageQueues {
    /** What an intent takes beside its bytes, in memory: it, its record's headers twice, its places in queues. */
    private static final long BESIDES = 6 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Of intents that name no package, as they cannot be read. */
    private static final String NO_PACKAGE = "";

    private final BatchExecution execution;
    private final PackageNaming naming;
    private final PackageStore store;
    private final PackageWorkers turns;
    private final long room;
    private final Duration patience;
    private final Consumer<RuntimeException> failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition less = lock.newCondition();
    private final Map<String, List<Queued>> queues = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int intents;
    private long bytes;
    private int open;

    /**
     * Wires the queues.
     *
     * @param turns of these queues alone; as many at a time as there are workers
     * @param room bytes of memory for deliveries that are not done; a single one may be larger
     * @param patience how long who brings more waits for room
     * @param failures hears why a turn is tried again
     */
    public PackageQueues(
            BatchExecution execution,
            PackageNaming naming,
            PackageStore store,
            PackageWorkers turns,
            long room,
            Duration patience,
            Consumer<RuntimeException> failures) {
        this.execution = execution;
        this.naming = naming;
        this.store = store;
        this.turns = turns;
        this.room = room;
        this.patience = patience;
        this.failures = failures;
    }

    /** Some intents that came together, not all of them done. */
    private record Delivery(int intents, long bytes, Announcer announcer, Runnable whenDone, AtomicInteger left) {}

    private record Queued(DeliveredIntent intent, Delivery delivery) {}

    /**
     * Takes intents over. Returns before they are carried out, and waits before it takes them while there is no room.
     *
     * @param size of all of them, bytes
     * @param announcer for these intents; used by several threads
     * @param whenDone called once, when everything that was to be said about each of them is durable; never when the service
     *     stops before
     * @throws IllegalStateException when there was no room for too long: they are to be delivered again
     */
    public void handIn(Collection<DeliveredIntent> delivered, long size, Announcer announcer, Runnable whenDone)
            throws InterruptedException {
        if (delivered.isEmpty()) {
            whenDone.run();
            return;
        }
        Delivery delivery = new Delivery(
                delivered.size(),
                size + BESIDES * delivered.size(),
                announcer,
                whenDone,
                new AtomicInteger(delivered.size()));
        Map<String, List<Queued>> byPackage = new LinkedHashMap<>();
        delivered.forEach(intent -> byPackage
                .computeIfAbsent(packageOf(intent), _ -> new ArrayList<>())
                .add(new Queued(intent, delivery)));
        lock.lockInterruptibly();
        try {
            awaitRoom();
            intents += delivery.intents();
            bytes += delivery.bytes();
            open++;
            List<Job> jobs = new ArrayList<>();
            byPackage.forEach((name, some) -> {
                List<Queued> queue = queues.get(name);
                if (queue == null) {
                    queues.put(name, some);
                    jobs.add(turn(name, some));
                } else {
                    queue.addAll(some);
                }
            });
            turns.handIn(jobs);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was handed in is done; false when that took too long or the service stops. */
    public boolean awaitDone(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (open > 0 && stopped.getCount() > 0) {
                if (left <= 0) {
                    return false;
                }
                left = less.awaitNanos(left);
            }
            return open == 0;
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

    /** How many intents have been handed in whose deliveries are not done. */
    public int size() {
        lock.lock();
        try {
            return intents;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws InterruptedException {
        long left = patience.toNanos();
        while (open > 0 && bytes >= room) {
            if (left <= 0 || stopped.getCount() == 0) {
                throw new IllegalStateException("no room for more intents: " + intents + " wait to be carried out");
            }
            left = less.awaitNanos(left);
        }
    }

    private Job turn(String packageName, List<Queued> first) {
        int priority = first.stream()
                .map(queued -> queued.intent().intent())
                .mapToInt(intent -> intent == null ? Intent.DEFAULT_PRIORITY : intent.priority())
                .max()
                .orElse(Intent.DEFAULT_PRIORITY);
        // All estimates alike: the one that waits longest is next, so that no package is overtaken for ever.
        return new Job(packageName, site(packageName, first), priority, Duration.ZERO, () -> carryOut(packageName));
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
        Map<IntentId, Announcer> announcers = new HashMap<>();
        taken.forEach(
                queued -> announcers.put(queued.intent().id(), queued.delivery().announcer()));
        List<DeliveredIntent> batch = taken.stream().map(Queued::intent).toList();
        Duration pause = FIRST_PAUSE;
        while (true) {
            if (stopped.getCount() == 0) {
                return;
            }
            try {
                execution.execute(batch, resolutions -> announce(resolutions, announcers));
                break;
            } catch (RuntimeException e) {
                failures.accept(e);
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        taken.forEach(queued -> done(queued.delivery()));
    }

    /** From now on what comes for the package needs another turn. */
    private List<Queued> take(String packageName) {
        lock.lock();
        try {
            List<Queued> taken = queues.remove(packageName);
            return taken == null ? List.of() : taken;
        } finally {
            lock.unlock();
        }
    }

    private static void announce(Collection<? extends Resolution> resolutions, Map<IntentId, Announcer> announcers) {
        IdentityHashMap<Announcer, List<Resolution>> each = new IdentityHashMap<>();
        for (Resolution resolution : resolutions) {
            Announcer announcer = announcers.get(resolution.intent().id());
            if (announcer == null) {
                throw new IllegalArgumentException(
                        "not of this turn: " + resolution.intent().id());
            }
            each.computeIfAbsent(announcer, _ -> new ArrayList<>()).add(resolution);
        }
        each.forEach(Announcer::announce);
    }

    private void done(Delivery delivery) {
        if (delivery.left().decrementAndGet() > 0) {
            return;
        }
        try {
            delivery.whenDone().run();
        } catch (RuntimeException e) {
            // It will be delivered again, and answered as it was.
            failures.accept(e);
        }
        lock.lock();
        try {
            intents -= delivery.intents();
            bytes -= delivery.bytes();
            open--;
            less.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private String packageOf(DeliveredIntent delivered) {
        Intent intent = delivered.intent();
        return intent == null ? NO_PACKAGE : naming.packageOf(intent);
    }

    private void pause(Duration time) {
        try {
            boolean _ = stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a turn but the end of the service, which is seen by who called.
            Thread.currentThread().interrupt();
        }
    }
}
