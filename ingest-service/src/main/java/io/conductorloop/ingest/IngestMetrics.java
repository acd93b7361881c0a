package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentState;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What can be counted in ingest. Called from many threads, on the hot path: a call must not block. */
public interface IngestMetrics {
    /** Counts nothing. */
    IngestMetrics NONE = new IngestMetrics() {};

    /** Whether intents came as files or by REST. */
    enum Origin {
        FILE,
        REST
    }

    /** A file was claimed. */
    default void claimed() {}

    /** A claim of a dead instance, or of an earlier run of this one, was taken over. */
    default void takenOver() {}

    /**
     * An intent became durable.
     *
     * @param size bytes
     * @param took since it was claimed, or handed over by REST
     */
    default void published(Origin origin, long size, Duration took) {}

    /** A file was refused before it was published, for breaking {@code rule} (as in {@code Reason}). */
    default void refused(String rule) {}

    /**
     * A file was moved to where it ends.
     *
     * @param outcome a final state
     * @param took since it was claimed
     */
    default void finished(IntentState outcome, Duration took) {}

    /**
     * The outcome of an intent that came by REST was read.
     *
     * @param outcome a final state
     * @param took since it was handed over
     */
    default void answered(IntentState outcome, Duration took) {}

    /** How many files of the folder wait to be claimed, as of the last look. */
    default void pending(long files) {}

    /** The watch lost events, so the folder was looked through. */
    default void watchOverflowed() {}

    /** Intake had to wait because as many bytes are in flight as may be. */
    default void heldBack() {}

    /** Something outside failed ({@code kafka}, {@code journal}, {@code folder}) and is tried again. */
    default void retried(String dependency) {}

    /** The queue between readers and publisher, for gauges; called once. */
    default void queue(LongSupplier depth, long capacity) {}

    /** Bytes between claim and acknowledgement, for gauges; called once. */
    default void inFlight(LongSupplier bytes, long limit) {}
}
