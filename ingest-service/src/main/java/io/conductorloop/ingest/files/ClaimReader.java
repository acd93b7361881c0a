package io.conductorloop.ingest.files;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.ingest.Arrival;
import io.conductorloop.ingest.Screening;
import io.conductorloop.ingest.Screening.Kind;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.ingest.files.Claims.Claim;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads claimed files: small ones through a pooled buffer, larger ones through a mapping that ends with the reading. A
 * network file system's files are not mapped, as another machine may shorten one meanwhile. The bytes are copied once, into
 * the array that becomes the record's value.
 */
final class ClaimReader {
    private static final int ATTEMPTS = 3;
    private static final int FILE_TYPE = 0xF000;

    /** How the C library words EMFILE, and ENFILE with more behind it; Java hands on nothing but the words. */
    private static final String NO_MORE_FILES = "Too many open files";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Screening screening;
    private final Buffers buffers;
    private final boolean mapping;
    private final Opening opening;

    /** @param mapping whether files over {@link Buffers#SMALL} are mapped */
    ClaimReader(Screening screening, Buffers buffers, boolean mapping) {
        this(screening, buffers, mapping, ClaimReader::open);
    }

    ClaimReader(Screening screening, Buffers buffers, boolean mapping, Opening opening) {
        this.screening = screening;
        this.buffers = buffers;
        this.mapping = mapping;
        this.opening = opening;
    }

    /** Opens a regular file for reading; a test's may refuse what the superuser's system would not. */
    interface Opening {
        FileChannel open(Path path) throws IOException;
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** How a file looks from outside. */
    record Look(Kind kind, long size, long modifiedMillis) {}

    /**
     * Looks at what a path names, not at what a link there points to.
     *
     * @return null when nothing is there
     */
    static @Nullable Look look(Path path) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Look(
                    kind(path, attributes),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Kind kind(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            return Kind.REGULAR;
        }
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return switch (mode & FILE_TYPE) {
                case 0x1000 -> Kind.FIFO;
                case 0xC000 -> Kind.SOCKET;
                case 0x2000, 0x6000 -> Kind.DEVICE;
                default -> Kind.OTHER;
            };
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Kind.OTHER;
        }
    }

    /**
     * Reads the claim, or says why not. Never blocks on what only looks like a file.
     *
     * @param asClaimed how the file looked when it was claimed; null: nobody looked
     */
    Arrival read(Claim claim, @Nullable Look asClaimed, int cost) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Look before = attempt == 0 && asClaimed != null ? asClaimed : look(claim.path());
                if (before == null) {
                    return new Arrival.Gone(cost);
                }
                Optional<Outcome> refusal = screening.refusal(claim.file(), before.kind(), before.size());
                if (refusal.isPresent()) {
                    return new Arrival.Refused(claim.id(), claim.file(), refusal.get(), cost);
                }
                byte[] bytes = bytes(claim.path(), (int) before.size());
                if (bytes != null && before.equals(look(claim.path()))) {
                    return new Arrival.Read(claim.id(), claim.file(), bytes, Sha256.hex(bytes), cost);
                }
            }
            return new Arrival.Refused(claim.id(), claim.file(), Screening.unstable(), cost);
        } catch (NoSuchFileException e) {
            return new Arrival.Gone(cost);
        } catch (AccessDeniedException e) {
            return unreadable(claim, "permission denied", cost);
        } catch (IOException e) {
            return unreadable(claim, String.valueOf(e.getMessage()), cost);
        }
    }

    private static Arrival unreadable(Claim claim, String why, int cost) {
        return new Arrival.Refused(claim.id(), claim.file(), Screening.unreadable(why), cost);
    }

    /** Null when the file has another size by now. */
    private byte @Nullable [] bytes(Path path, int size) throws IOException {
        try (FileChannel channel = opened(path)) {
            if (size <= Buffers.SMALL || !mapping) {
                return buffered(channel, size);
            }
            return channel.size() == size ? mapped(channel, size) : null;
        }
    }

    /** Waits while the process, or the machine, may open no more files: the file has no part in that. */
    private FileChannel opened(Path path) throws IOException {
        while (true) {
            try {
                return opening.open(path);
            } catch (FileSystemException e) {
                if (!String.valueOf(e.getReason()).startsWith(NO_MORE_FILES)) {
                    throw e;
                }
                pause(path);
            }
        }
    }

    private static void pause(Path path) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to open " + path, e);
        }
    }

    private byte @Nullable [] buffered(FileChannel channel, int size) throws IOException {
        ByteBuffer buffer = buffers.take(size);
        try {
            buffer.limit(size);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    return null;
                }
            }
            byte[] bytes = new byte[size];
            buffer.flip().get(bytes);
            return bytes;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static byte @Nullable [] mapped(FileChannel channel, int size) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            byte[] bytes = new byte[size];
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, 0, bytes, 0, size);
            return bytes;
        } catch (InternalError e) {
            // The JVM's word for touching a page that the file has lost since it was mapped.
            return null;
        }
    }
}
