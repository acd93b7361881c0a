package io.conductorloop.ml.app;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread on which models are trained one after the other, so that training takes one core at most. Its priority is the
 * lowest; where the system does not heed that, as Linux by default, the service's own share of the machine is the bound.
 */
final class Background implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    // Nothing is right only because of it.
    @SuppressWarnings("ThreadPriorityCheck")
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .daemon()
            .name("training")
            .priority(Thread.MIN_PRIORITY)
            .factory());

    /** Runs the work when its turn comes, and says when it fails; not at all once closed. */
    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(() -> run(work));
        } catch (RejectedExecutionException closed) {
            // The service ends: nobody would use what is learnt.
        }
    }

    void every(Duration period, Runnable work) {
        var _ = thread.scheduleWithFixedDelay(
                () -> run(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Training failed; what acted goes on acting", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
