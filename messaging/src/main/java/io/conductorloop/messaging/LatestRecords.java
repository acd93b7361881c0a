package io.conductorloop.messaging;

import java.util.Collection;

/** What stands on a compacted topic: the last record of each key that was not taken back. */
@FunctionalInterface
public interface LatestRecords {
    /**
     * All of them as they stand now, everything that was acknowledged before included.
     *
     * @throws IllegalStateException when Kafka does not answer
     */
    Collection<InboundRecord> read();
}
