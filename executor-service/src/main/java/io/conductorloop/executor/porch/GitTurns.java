package io.conductorloop.executor.porch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets so many changes at a time go to each git repository, in the order they came. Porch does one thing at a time per git
 * address: two changes fill what each leaves between its calls; more make each slower and none earlier.
 */
public final class GitTurns {
    private final int atOnce;
    private final ConcurrentMap<String, Semaphore> turns = new ConcurrentHashMap<>();

    /** @param atOnce how many changes may be under way for one address */
    public GitTurns(int atOnce) {
        this.atOnce = atOnce;
    }

    int atOnce() {
        return atOnce;
    }

    /** @throws InterruptedException when the thread was interrupted before its turn came */
    <T> T take(String gitUrl, Supplier<T> work) throws InterruptedException {
        Semaphore turn = turns.computeIfAbsent(gitUrl, _ -> new Semaphore(atOnce, true));
        turn.acquire();
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    /** How many changes wait for their turn, over all addresses. */
    public int waiting() {
        return turns.values().stream().mapToInt(Semaphore::getQueueLength).sum();
    }
}
