package io.conductorloop.executor.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Does it on the disk. */
record DiskSteps(Durability durability) implements FileSteps {
    private static final Set<OpenOption> WHOLE = Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

    @Override
    public void createFolder(Path folder) throws IOException {
        // Nearly always it is there, and to be told so by an exception takes longer than to look.
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder);
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WHOLE)) {
            writeAll(channel, content);
        }
    }

    @Override
    public void append(FileChannel log, byte[] line) throws IOException {
        log.position(log.size());
        writeAll(log, line);
    }

    @Override
    public void truncate(FileChannel log, long size) throws IOException {
        log.truncate(size);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void settle(Path folder) throws IOException {
        if (durability == Durability.FSYNC) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        if (durability == Durability.FSYNC) {
            channel.force(true);
        }
    }
}
