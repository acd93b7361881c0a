package io.conductorloop.energy.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, with pauses between, until it is closed. What fails is tried again after the pause; only the
 * first of several failures on end is worth a warning.
 */
final class Repeatedly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeatedly.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean failing;

    private Repeatedly(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Begins at once. */
    static Repeatedly start(String name, Duration pause, Runnable work) {
        Repeatedly repeatedly = new Repeatedly(name, pause, work);
        repeatedly.thread.start();
        return repeatedly;
    }

    private void run() {
        try {
            do {
                once();
            } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Whatever it is, the next round may be better, and without one nothing would be released any more.
    private void once() {
        try {
            work.run();
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOG.warn("{} fails and is tried again: {}", name, e.toString());
            }
            LOG.debug("the whole story", e);
            failing = true;
        }
    }

    /** Lets the present round end, and interrupts it when it takes long. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(LAST_ROUND)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
