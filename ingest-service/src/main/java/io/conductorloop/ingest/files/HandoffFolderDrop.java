package io.conductorloop.ingest.files;

import io.conductorloop.ingest.submission.HandoffDrop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes into the handoff folder under a name that no watcher accepts, then renames: {@code
 * intent-<YYYYMMDDTHHMMSSZ>-<nanoseconds>.json}, mode 0640, on the disk before anybody is told. No two files of a process
 * have the same name, and their names ascend.
 */
public final class HandoffFolderDrop implements HandoffDrop {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'intent-'uuuuMMdd'T'HHmmss'Z-'nnnnnnnnn'.json'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String UNFINISHED = ".unfinished-";

    private final Path folder;
    private final InstantSource clock;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.MIN);

    public HandoffFolderDrop(Path folder, InstantSource clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
    }

    @Override
    public String drop(byte[] intent) throws IOException {
        String name = NAME.format(nextInstant());
        Path file = folder.resolve(name);
        Path unfinished = folder.resolve(UNFINISHED + name);
        try {
            write(unfinished, intent);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        sync(folder);
        return file.toString();
    }

    private Instant nextInstant() {
        return last.updateAndGet(before -> {
            Instant now = clock.instant();
            return now.isAfter(before) ? now : before.plusNanos(1);
        });
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            HandoffFolder.permit(file, "rw-r-----");
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the new name durable, where folders can be opened. */
    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
