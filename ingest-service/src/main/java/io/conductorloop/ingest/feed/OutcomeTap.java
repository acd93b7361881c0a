package io.conductorloop.ingest.feed;

/** Where outcomes come from, running only while somebody listens. Called by one thread at a time. */
public interface OutcomeTap {
    /** Lets outcomes from now on flow into the feed; may return before they do. */
    void open();

    /** Stops the flow. */
    void close();
}
