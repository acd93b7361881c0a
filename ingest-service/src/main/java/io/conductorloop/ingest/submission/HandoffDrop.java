package io.conductorloop.ingest.submission;

import java.io.IOException;

/** Puts an intent into the handoff folder as a tool beside it would. */
public interface HandoffDrop {
    /**
     * Writes the intent as a new file; the folder's watcher sees it whole or not at all.
     *
     * @return the file's absolute path
     */
    String drop(byte[] intent) throws IOException;
}
