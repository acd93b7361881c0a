package io.conductorloop.endtoend.faults;

import io.conductorloop.endtoend.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Drops files as fast as the pipeline takes them, some thousands ahead; after that a few at a time until it is told to stop,
 * so that something is under way for as long as the fault lasts.
 */
final class Load {
    private static final int LIMIT_MINUTES = 5;
    private static final int AHEAD = 6_000;
    private static final int CHUNK = 100;
    private static final long PAUSE_NANOS = 5_000_000;
    private static final long TRICKLE_NANOS = 250_000_000;

    private final Workload workload;
    private final int atLeast;
    private final IntSupplier finished;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean stopping;

    Load(Workload workload, int atLeast, IntSupplier finished) {
        this.workload = workload;
        this.atLeast = atLeast;
        this.finished = finished;
    }

    void start() {
        Thread.ofPlatform().name("load").daemon().start(this::drop);
    }

    /** Stops once the least number was dropped; returns the names of all files. */
    Set<String> finish() {
        stopping = true;
        done.orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES).join();
        return workload.dropped();
    }

    private void drop() {
        try {
            while (!stopping || workload.dropped().size() < atLeast) {
                int dropped = workload.dropped().size();
                if (dropped >= atLeast) {
                    LockSupport.parkNanos(TRICKLE_NANOS);
                } else if (dropped - finished.getAsInt() >= AHEAD) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                workload.drop(CHUNK);
            }
            done.complete(null);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e instanceof IOException io ? new UncheckedIOException(io) : e);
        }
    }
}
