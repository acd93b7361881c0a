package io.conductorloop.ingest.files;

import io.conductorloop.ingest.FileName;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks for a look through the folder at regular times: right on every file system, and late by up to the interval. */
final class PollingWatch implements FolderWatch {
    private final long intervalNanos;
    private final Semaphore wakes = new Semaphore(0);
    private long next;

    PollingWatch(Duration interval) {
        intervalNanos = interval.toNanos();
        next = System.nanoTime() + intervalNanos;
    }

    @Override
    public Notice await(Duration timeout, Consumer<FileName> finished) {
        long untilNext = next - System.nanoTime();
        try {
            if (wakes.tryAcquire(Math.min(untilNext, timeout.toNanos()), TimeUnit.NANOSECONDS)) {
                return Notice.NAMES;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Notice.NAMES;
        }
        if (System.nanoTime() - next < 0) {
            return Notice.NAMES;
        }
        next = System.nanoTime() + intervalNanos;
        return Notice.LOOK;
    }

    @Override
    public void wake() {
        wakes.release();
    }

    @Override
    public void renew() {
        // Each look opens the folder anew.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
