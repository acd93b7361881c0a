package io.conductorloop.ingest.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Writes files that are whole from the moment they have a name: Linux makes a file without a name, which gets its name once
 * it is written. One change of the folder instead of the two of a draft and its renaming.
 */
final class NewFiles {
    private static final Set<PosixFilePermission> READABLE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ);
    private static final int MODE = 0640;

    private final boolean works;

    private NewFiles(boolean works) {
        this.works = works;
    }

    /** For the file system of {@code folder}, after it was seen to do this there, with the permissions asked for. */
    static NewFiles in(Path folder) {
        if (!Linux.AVAILABLE) {
            return new NewFiles(false);
        }
        Path probe = folder.resolve(".probe-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            boolean written = new NewFiles(true).write(probe, new byte[] {1});
            return new NewFiles(written
                    && Files.size(probe) == 1
                    && Files.getPosixFilePermissions(probe, LinkOption.NOFOLLOW_LINKS)
                            .equals(READABLE));
        } catch (IOException | UnsupportedOperationException e) {
            return new NewFiles(false);
        } finally {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException e) {
                // It has no name that anybody looks for.
            }
        }
    }

    /**
     * Writes a file that its owner may change and its group may read.
     *
     * @return false when nothing was written: the name is taken, or this file system cannot do it
     * @throws IOException when it cannot be written, for lack of room for example
     */
    boolean write(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (!works || folder == null) {
            return false;
        }
        int fd = Linux.openUnnamed(Names.bytes(folder), MODE);
        if (fd < 0) {
            return false;
        }
        try {
            for (int from = 0; from < content.length; ) {
                long written = Linux.write(fd, content, from);
                if (written < 0 && written != -Linux.EINTR) {
                    throw Linux.failure("write of " + file, written);
                }
                from += (int) Math.max(0, written);
            }
            return Linux.fchmod(fd, MODE) == 0 && Linux.giveName(fd, Names.bytes(file)) == 0;
        } finally {
            int _ = Linux.close(fd);
        }
    }
}
