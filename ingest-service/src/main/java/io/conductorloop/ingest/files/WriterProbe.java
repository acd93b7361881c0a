package io.conductorloop.ingest.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells whether anybody has a file open for writing, by asking Linux for a read lease on it, which is not granted while a
 * writer is there. The lease is given back at once; should a writer come in between, the kernel's signal is one that is
 * ignored by default (the usual one would end the process).
 */
final class WriterProbe {
    private final boolean works;

    private WriterProbe(boolean works) {
        this.works = works;
    }

    /** What is known about writers. */
    enum Writers {
        NONE,
        /** There is one, or there may be as no file can be opened to find out. */
        SOME,
        /** No file system, owner or operating system that would tell. */
        UNKNOWN,
        /** The file is not there, or is no file. */
        NO_FILE
    }

    /** A probe for files beside {@code folder}, after it was seen to tell truth there. */
    static WriterProbe in(Path folder) {
        if (!Linux.AVAILABLE) {
            return new WriterProbe(false);
        }
        WriterProbe probe = new WriterProbe(true);
        Path file = folder.resolve(".probe-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            boolean seen;
            try (FileChannel _ = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                seen = probe.look(file) == Writers.SOME;
            }
            return new WriterProbe(seen && probe.look(file) == Writers.NONE);
        } catch (IOException e) {
            return new WriterProbe(false);
        } finally {
            delete(file);
        }
    }

    /** A probe that knows nothing. */
    static WriterProbe blind() {
        return new WriterProbe(false);
    }

    /** Whether leases tell about files here. */
    boolean works() {
        return works;
    }

    /** Looks at a regular file. */
    Writers look(Path file) {
        if (!works) {
            return Writers.UNKNOWN;
        }
        int fd = Linux.open(Names.bytes(file));
        if (fd < 0) {
            return switch (-fd) {
                case Linux.ENOENT -> Writers.NO_FILE;
                // Nobody can be asked now. To guess by the file's size and age would take a slow writer's half.
                case Linux.EMFILE, Linux.ENFILE -> Writers.SOME;
                default -> Writers.UNKNOWN;
            };
        }
        try {
            if (Linux.fcntl(fd, Linux.F_SETSIG, Linux.SIGURG) < 0) {
                return Writers.UNKNOWN;
            }
            int lease = Linux.fcntl(fd, Linux.F_SETLEASE, Linux.F_RDLCK);
            if (lease >= 0) {
                return Writers.NONE;
            }
            return -lease == Linux.EAGAIN ? Writers.SOME : Writers.UNKNOWN;
        } finally {
            // Gives the lease back.
            Linux.close(fd);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A stale probe file is in nobody's way.
        }
    }
}
