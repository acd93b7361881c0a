package io.conductorloop.ingest.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * This process among those that share the folder: it owns a folder below {@code .claims/} with a lease file, which it keeps
 * locked and writes to each second.
 *
 * <p>Others tell from it whether this one lives. On a local file system the lock alone says so, at once after a crash. On a
 * network file system a lock may mean nothing on another machine, so an unlocked lease must be old as well; its age is the
 * distance to the observer's own lease, which the same server has stamped, so that clocks need not agree.
 */
final class Instance implements AutoCloseable {
    private static final String LEASE = "lease";
    private static final String PRIVATE = "rwx------";

    private final HandoffFolder folder;
    private final Path home;
    private final Duration lease;
    private FileChannel channel;

    private Instance(HandoffFolder folder, Path home, Duration lease, FileChannel channel) {
        this.folder = folder;
        this.home = home;
        this.lease = lease;
        this.channel = channel;
    }

    /**
     * Starts to be the instance of that name.
     *
     * @param lease how long an instance may be silent before it counts as dead, where locks do not tell
     * @return null when an instance of that name lives
     */
    static @Nullable Instance start(HandoffFolder folder, String name, Duration lease) throws IOException {
        Path home = folder.claims().resolve(name);
        FileChannel channel = lockedLease(home);
        if (channel == null) {
            return null;
        }
        Instance instance = new Instance(folder, home, lease, channel);
        instance.renew();
        return instance;
    }

    private static @Nullable FileChannel lockedLease(Path home) throws IOException {
        HandoffFolder.createFolder(home, PRIVATE);
        FileChannel channel =
                FileChannel.open(home.resolve(LEASE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) != null) {
            return channel;
        }
        channel.close();
        return null;
    }

    /** Where this instance's claims are. */
    Path home() {
        return home;
    }

    /** Says that this instance lives; makes its home again, should somebody have removed it. */
    synchronized void renew() throws IOException {
        if (Files.notExists(home.resolve(LEASE))) {
            HandoffFolder.createFolder(folder.claims(), "rwxr-xr-x");
            FileChannel fresh = lockedLease(home);
            if (fresh != null) {
                channel.close();
                channel = fresh;
            }
        }
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
    }

    /** Whether the instance of another home has died. */
    boolean isDead(Path other) throws IOException {
        Path file = other.resolve(LEASE);
        try (FileChannel theirs = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (lock(theirs) == null) {
                return false;
            }
            // An empty lease is one between its creation and its lock.
            boolean lockTells = !folder.isNetwork() && theirs.size() > 0;
            return lockTells || isOld(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Files.isDirectory(other)
                    && isOld(Files.getLastModifiedTime(other).toInstant());
        }
    }

    private boolean isOld(Instant stamp) throws IOException {
        Instant mine = Files.getLastModifiedTime(home.resolve(LEASE)).toInstant();
        return Duration.between(stamp, mine).compareTo(lease) > 0;
    }

    /** Removes the home of a dead instance whose claims have been taken over; it stays while it holds any. */
    static void bury(Path other) throws IOException {
        Files.deleteIfExists(other.resolve(LEASE));
        Files.deleteIfExists(other);
    }

    /** Lets others see at once that this instance has ended. What it still claims, they take over. */
    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
