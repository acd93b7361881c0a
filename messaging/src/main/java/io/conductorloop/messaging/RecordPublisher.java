package io.conductorloop.messaging;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Publishes records so that their acknowledgement can be waited for. Records of one key keep their order. */
public interface RecordPublisher {
    /**
     * Hands the record over; may block while the buffers are full.
     *
     * @return completes once all in-sync replicas have the record; exceptionally when that will not happen
     */
    CompletableFuture<?> publish(OutboundRecord record);

    /**
     * Publishes all and waits until all are durable. A stream function calls this before it returns, so that what it read
     * is committed only after what it wrote is kept.
     *
     * @throws PublishingFailedException when one was not acknowledged; the others may have been
     */
    default void publishAndAwait(Collection<OutboundRecord> records) {
        CompletableFuture<?>[] acks = records.stream().map(this::publish).toArray(CompletableFuture[]::new);
        records.stream().map(OutboundRecord::topic).distinct().forEach(this::flush);
        try {
            CompletableFuture.allOf(acks).join();
        } catch (CompletionException e) {
            throw new PublishingFailedException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Sends at once what was handed over for the topic, where it would wait for company. */
    default void flush(String topic) {}

    /** Not all records became durable. */
    final class PublishingFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PublishingFailedException(Throwable cause) {
            super("not acknowledged: " + cause.getMessage(), cause);
        }
    }
}
