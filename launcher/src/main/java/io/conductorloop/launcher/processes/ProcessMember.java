package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member that is a JVM of its own, in the working directory of the user, so that relative paths mean what they mean there. */
abstract class ProcessMember implements Member {
    /** File names are UTF-8 whatever the terminal's locale; one malloc arena, as eight of them cost memory and gain nothing. */
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "1");

    private final List<String> command;
    private final Path log;
    private volatile @Nullable ChildProcess process;

    ProcessMember(List<String> command, Path log) {
        this.command = command;
        this.log = log;
    }

    @Override
    public final Path log() {
        return log;
    }

    @Override
    public final void start() {
        process = ChildProcess.start(command, Path.of("").toAbsolutePath(), ENVIRONMENT, log);
    }

    @Override
    public final boolean isAlive() {
        ChildProcess running = process;
        return running != null && running.isAlive();
    }

    @Override
    public final long pid() {
        ChildProcess running = process;
        return running == null ? 0 : running.pid();
    }

    @Override
    public final boolean stop(Duration grace) {
        ChildProcess running = process;
        return running == null || running.stop(grace);
    }
}
