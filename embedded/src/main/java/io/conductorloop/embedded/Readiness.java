package io.conductorloop.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a child process to become useful. */
public final class Readiness {
    private static final Duration POLL = Duration.ofMillis(20);

    private Readiness() {}

    /**
     * Returns once {@code ready} holds.
     *
     * @throws StartFailedException when the process ends first, or {@code limit} passes (the process is then killed)
     */
    public static void await(ChildProcess child, String what, Path log, Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!child.isAlive()) {
                throw new StartFailedException(what + " ended while starting; its log says why: " + log);
            }
            if (System.nanoTime() - deadline > 0) {
                child.kill();
                throw new StartFailedException(
                        what + " was not ready within " + limit.toSeconds() + " s; its log says why: " + log);
            }
            if (child.awaitExit(POLL)) {
                throw new StartFailedException(what + " ended while starting; its log says why: " + log);
            }
        }
    }
}
