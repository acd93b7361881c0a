package io.conductorloop.executor.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Everything that changes a disk, step by step: between any two of them, and within one, the process may die. */
interface FileSteps {
    /** Makes the folder and those above it, where they do not exist. */
    void createFolder(Path folder) throws IOException;

    /** Writes a file whole, over one that is there; never through a link. */
    void write(Path file, byte[] content) throws IOException;

    void append(FileChannel log, byte[] line) throws IOException;

    void truncate(FileChannel log, long size) throws IOException;

    /** Gives a file of one folder another name in it, in place of what has that name. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the folder's names as durable as the files are. */
    void settle(Path folder) throws IOException;
}
