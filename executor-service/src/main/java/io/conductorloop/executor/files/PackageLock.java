package io.conductorloop.executor.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to change one package: among the threads of this process, and among the processes of the machine or the network
 * file system by a lock on the package's log. It falls with the process that holds it.
 *
 * <p>The file lock belongs to the process, and closing any channel on the file gives it up; so a thread opens the log only
 * once it has the package among the threads.
 */
final class PackageLock implements Closeable {
    private static final Set<OpenOption> LOG = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final long BETWEEN_TRIES_MILLIS = 2;

    /** Those that hold or wait for a package in this process, whatever store they belong to. */
    private static final ConcurrentHashMap<Path, Turn> TURNS = new ConcurrentHashMap<>();

    private final Path log;
    private final Turn turn;
    private final FileChannel channel;

    private PackageLock(Path log, Turn turn, FileChannel channel) {
        this.log = log;
        this.turn = turn;
        this.channel = channel;
    }

    /**
     * Waits for the package.
     *
     * @param log the package's log by its real path; made when missing
     * @throws IOException when somebody else has it for longer than {@code patience}, or the log cannot be opened
     */
    static PackageLock acquire(Path log, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Turn turn = take(log, patience);
        boolean acquired = false;
        FileChannel channel = null;
        try {
            channel = open(log);
            lock(channel, log, deadline);
            acquired = true;
            return new PackageLock(log, turn, channel);
        } finally {
            if (!acquired) {
                if (channel != null) {
                    channel.close();
                }
                give(log, turn);
            }
        }
    }

    FileChannel log() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            give(log, turn);
        }
    }

    private static FileChannel open(Path log) throws IOException {
        try {
            return FileChannel.open(log, LOG);
        } catch (NoSuchFileException e) {
            Files.createDirectories(log.getParent());
            return FileChannel.open(log, LOG);
        }
    }

    private static void lock(FileChannel channel, Path log, long deadline) throws IOException {
        FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() > deadline) {
                throw new IOException("another process holds " + log);
            }
            pause();
            lock = channel.tryLock();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static Turn take(Path log, Duration patience) throws IOException {
        Turn turn = TURNS.compute(log, (path, waiting) -> waiting == null ? new Turn(1) : waiting.plus(1));
        boolean taken = false;
        try {
            taken = turn.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            if (!taken) {
                forget(log);
            }
        }
        if (!taken) {
            throw new IOException("another call holds " + log);
        }
        return turn;
    }

    private static void give(Path log, Turn turn) {
        turn.lock.unlock();
        forget(log);
    }

    private static void forget(Path log) {
        TURNS.computeIfPresent(log, (path, waiting) -> waiting.users == 1 ? null : waiting.plus(-1));
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("stopped while waiting for a package");
    }

    /** The threads' queue for one package; {@code users} changes only within the map's own exclusion. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;

        private Turn(int users) {
            this.users = users;
        }

        private Turn plus(int more) {
            users += more;
            return this;
        }
    }
}
