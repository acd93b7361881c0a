package io.conductorloop.ingest;

import java.util.List;

/** Reads the state file of the program that served the folder before: what it had processed and not moved away. */
public interface OldState {
    /**
     * A file that was processed.
     *
     * @param path as that program saw it
     * @param sha256 of its content then, hexadecimal
     * @param processedAt as written there
     */
    record Processed(String path, String sha256, String processedAt) {}

    /**
     * The entries whose status is {@code processed}.
     *
     * @throws IllegalArgumentException when this is no such file
     */
    List<Processed> read(byte[] stateFile);
}
