package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings files of the handoff folder to their end. */
public interface Finishing {
    /** What {@code ce_source} says of the files of this folder. */
    String source();

    /**
     * Writes status and error log and moves the file, for each of these intents of the folder that is not at its end yet;
     * whichever instance had claimed it. Returns when all is done, or throws and may have done some: called again, it does
     * the rest.
     */
    void finish(List<End> ends);

    /**
     * How an intent ended.
     *
     * @param correlationId the author's, empty where there is none; null where only the file tells
     */
    record End(IntentFinished event, @Nullable String correlationId) {}
}
