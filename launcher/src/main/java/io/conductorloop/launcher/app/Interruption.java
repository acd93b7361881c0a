package io.conductorloop.launcher.app;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.processes.Suite;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** What happens on Ctrl-C and SIGTERM: the suite is drained, and the exit code is ours, not the signal's. */
final class Interruption extends Thread {
    private final Suite suite;
    private final boolean once;
    private final Terminal terminal;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);

    Interruption(Suite suite, boolean once, Terminal terminal) {
        super("interruption");
        this.suite = suite;
        this.once = once;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        long began = System.nanoTime();
        terminal.say("Stopping: ingest first, Kafka last");
        suite.close();
        terminal.say(String.format(
                Locale.ROOT,
                "Stopped after %.1f s; %s",
                (System.nanoTime() - began) / 1e9,
                once
                        ? "the backlog is not done, the rest is kept for the next run"
                        : "what was not finished is kept and goes on at the next start"));
        Runtime.getRuntime().halt((once ? ExitCode.INTERRUPTED : ExitCode.OK).value());
    }

    /** The command has ended by itself: from now on its own exit code counts. */
    void disarm() {
        if (!decided.compareAndSet(false, true)) {
            waitForTheEnd();
        }
    }

    /** Does not return when stopping has begun: the process ends while the caller waits. */
    void waitIfBegun() {
        if (decided.get()) {
            waitForTheEnd();
        }
        decided.set(true);
    }

    private void waitForTheEnd() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
