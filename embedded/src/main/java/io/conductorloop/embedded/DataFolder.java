package io.conductorloop.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The folder of one server, which serves one process at a time: neither a broker nor a Redis notices in time that another
 * one writes the same files.
 *
 * <p>The folder names its process by id and start time, since ids are used again.
 */
public final class DataFolder {
    /** A predecessor whose parent was killed goes by itself within ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    private final Path path;
    private final Path owner;

    private DataFolder(Path path) {
        this.path = path;
        this.owner = path.resolve("owner");
    }

    /** The folder at {@code path}, made when missing. */
    public static DataFolder at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
        } catch (IOException e) {
            throw new StartFailedException("Cannot make the folder " + absolute + ": " + e.getMessage(), e);
        }
        return new DataFolder(absolute);
    }

    public Path path() {
        return path;
    }

    /** Returns once no process uses the folder; refuses when one still does after twelve seconds. */
    public void awaitFree() {
        ProcessHandle process = user().orElse(null);
        if (process == null) {
            return;
        }
        // A child of this very JVM is not on its way out.
        boolean own = process.parent().equals(Optional.of(ProcessHandle.current()));
        try {
            process.onExit().get(own ? 0 : PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while waiting for the folder " + path, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailedException(
                    "The folder " + path + " is used by process " + process.pid()
                            + "; end that one first or choose another folder",
                    e);
        }
    }

    /** Names the process that uses the folder from now on. */
    public void usedBy(ChildProcess process) {
        try {
            Files.writeString(owner, process.pid() + " " + startOf(process.handle()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> user() {
        try {
            String[] words = Files.readString(owner).strip().split(" ", -1);
            if (words.length != 2) {
                return Optional.empty();
            }
            Instant started = Instant.parse(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            Duration.between(started, startOf(process)).abs().compareTo(CLOCK_TOLERANCE) < 0);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
