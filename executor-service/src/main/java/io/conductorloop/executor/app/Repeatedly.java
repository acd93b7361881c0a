package io.conductorloop.executor.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again until it is closed: for the first time after a while, and then with pauses between. Whatever one
 * round ends with, the next one comes.
 */
final class Repeatedly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeatedly.class);

    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> task;

    Repeatedly(String name, Duration first, Duration pause, Runnable work) {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        task = timer.scheduleWithFixedDelay(
                () -> once(name, work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    // A task that throws would never be run again, nor would anybody hear of it.
    private static void once(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} fails and is tried again: {}", name, e.toString());
        }
    }

    /** Interrupts what is being done. */
    @Override
    public void close() {
        task.cancel(true);
        timer.shutdownNow();
    }
}
