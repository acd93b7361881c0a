package io.conductorloop.ingest.files;

import io.conductorloop.ingest.FileName;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells when files appear in a folder. Used by one thread, but for {@link #wake}. */
interface FolderWatch extends AutoCloseable {
    /** What was noticed. */
    enum Notice {
        /** Nothing but the names handed on. */
        NAMES,
        /** Something that cannot be named: the whole folder must be looked through. */
        LOOK,
        /** As {@link #LOOK}, because more happened than the watch could hold. */
        OVERFLOW
    }

    /**
     * Waits until something happens, {@link #wake} is called or the time is over.
     *
     * @param finished takes the name of each file that was just completed
     */
    Notice await(Duration timeout, Consumer<FileName> finished) throws IOException;

    /** Ends a wait that is under way, or the next one. From any thread. */
    void wake();

    /** Watches the folder again after it may have been replaced by another. */
    void renew() throws IOException;

    @Override
    void close();
}
