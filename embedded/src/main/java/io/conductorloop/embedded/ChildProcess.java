package io.conductorloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that this JVM started and answers for.
 *
 * <p>It lives in a session of its own, so that Ctrl-C in the terminal reaches this JVM alone, which then ends its
 * children in the right order. It dies with this JVM, however that ends: its guard, a shell, waits for the end of a pipe
 * that only this JVM holds open, asks the process to terminate and kills it ten seconds later. Since the guard is the
 * process's child, it can tell that a process of that id is still the one it guards.
 *
 * <p>Keep a reference to it for as long as the process shall run: the pipe belongs to it.
 */
public final class ChildProcess implements AutoCloseable {
    private static final String GUARDED = """
            guards() {
              if [ -r /proc/self/stat ]; then read -r _ _ _ parent _ </proc/self/stat
              else parent=$(ps -o ppid= -p "$(exec sh -c 'echo $PPID')" | tr -d ' '); fi
              [ "$parent" = $$ ]
            }
            exec 3<&0
            (
              trap '' INT TERM HUP
              cat
              guards || exit 0
              kill -TERM $$
              for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; guards || exit 0; done
              kill -KILL $$
            ) <&3 3<&- >/dev/null 2>&1 &
            if command -v setsid >/dev/null; then exec setsid "$@" </dev/null 3<&-; fi
            exec perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' "$@" </dev/null 3<&-
            """;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code command}.
     *
     * @param directory the working directory; made when missing
     * @param environment what is set beside this JVM's own environment
     * @param log where standard output and error are appended
     */
    public static ChildProcess start(List<String> command, Path directory, Map<String, String> environment, Path log) {
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, "sh"));
        guarded.addAll(command);
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(guarded)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new StartFailedException(
                    "Cannot start " + command.getFirst() + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The process's own id, not its guard's. */
    public long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the process has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Ends it at once with SIGKILL, as a crash would, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(30));
    }

    /** Asks it to terminate; after {@code grace} kills it. Returns whether it went by itself. */
    public boolean stop(Duration grace) {
        // Not the process's own destroy, which closes the guard's pipe too: the guard would not wait for the grace to
        // pass.
        process.toHandle().destroy();
        if (awaitExit(grace)) {
            return true;
        }
        kill();
        return false;
    }

    /** Waits for its end for at most {@code limit} and says whether it came. */
    public boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }
}
