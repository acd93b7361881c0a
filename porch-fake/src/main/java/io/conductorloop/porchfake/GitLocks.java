package io.conductorloop.porchfake;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The two kinds of lock that Porch has: one exclusive lock for each git address, which everything waits for, reads included; and
 * one for each object, which nobody waits for.
 */
final class GitLocks {
    private final Map<String, ReentrantLock> addresses = new ConcurrentHashMap<>();
    private final Set<String> objects = ConcurrentHashMap.newKeySet();
    private final Random random;

    GitLocks(long seed) {
        random = new Random(seed);
    }

    /** Does something while nobody else is at the git address. */
    <T> T holding(String address, Turn turn, Supplier<T> work) {
        ReentrantLock lock = addresses.computeIfAbsent(address, _ -> new ReentrantLock(true));
        lock.lock();
        try {
            rest(turn.longer());
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Takes about so long; what follows takes effect only if the server is still there. */
    void take(Duration figure, Turn turn) {
        rest(Latencies.drawn(figure, random));
        if (!turn.isServed().getAsBoolean()) {
            throw new Turn.ServerGone();
        }
    }

    /** Does something unless somebody is at the same object. */
    Reply alone(String object, Supplier<Reply> work) {
        if (!objects.add(object)) {
            return Reply.failure(
                    409, "Operation cannot be fulfilled on \"" + object + "\": another request is already in progress");
        }
        try {
            return work.get();
        } finally {
            objects.remove(object);
        }
    }

    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
