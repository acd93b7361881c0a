package io.conductorloop.ingest.files;

import java.time.Duration;

/**
 * How the folder is served.
 *
 * @param debounce how long a file must stay as it is before it is taken, where nothing else tells that its writer is done
 * @param pollInterval between looks, where polling
 * @param reconcile between looks for what a watch may have missed
 * @param lease how long an instance may be silent before its claims are taken over
 * @param once take what is there at the start, and no more
 * @param readers how many files are read at a time
 */
public record FolderSettings(
        Watching watch,
        Duration debounce,
        Duration pollInterval,
        Duration reconcile,
        Duration lease,
        boolean once,
        int readers) {

    /** How new files are noticed. */
    public enum Watching {
        /** By inotify where it tells the truth: on Linux, on local file systems. */
        AUTO,
        INOTIFY,
        POLLING
    }
}
