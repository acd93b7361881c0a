package io.conductorloop.launcher.processes;

import java.nio.file.Path;
import java.time.Duration;

/** One process of the suite. */
interface Member {
    String name();

    /** Its place in the order of stopping: who takes new work goes first, what others stand on goes last. */
    int stopPlace();

    /** Where its output is. */
    Path log();

    /** Starts it, or starts it again. May return before it is ready. */
    void start();

    /** Whether it does its work; asked until it first says so. */
    boolean isReady();

    boolean isAlive();

    /** Of the process that is running or ran last. */
    long pid();

    /** Ends it, with force after {@code grace}. Returns whether it went by itself. Does nothing when it never started. */
    boolean stop(Duration grace);
}
