package io.conductorloop.executor.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does something again and again until it is closed: for the first time after a while, and then with pauses between. */
final class Repeatedly implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> task;

    Repeatedly(String name, Duration first, Duration pause, Runnable work) {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        task = timer.scheduleWithFixedDelay(work, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what is being done. */
    @Override
    public void close() {
        task.cancel(true);
        timer.shutdownNow();
    }
}
