package io.conductorloop.executor.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does something again and again until it is closed, with so long a pause before each time. */
final class Repeatedly implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> task;

    Repeatedly(String name, Duration pause, Runnable work) {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        task = timer.scheduleWithFixedDelay(work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what is being done. */
    @Override
    public void close() {
        task.cancel(true);
        timer.shutdownNow();
    }
}
