package io.conductorloop.messaging;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

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
        awaitAll(records.stream().<CompletableFuture<?>>map(this::publish).toList());
    }

    /**
     * Waits for acknowledgements.
     *
     * @throws PublishingFailedException when one does not come
     */
    static void awaitAll(Collection<? extends CompletableFuture<?>> acks) {
        try {
            CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new PublishingFailedException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Not all records became durable. */
    final class PublishingFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PublishingFailedException(Throwable cause) {
            super("not acknowledged: " + cause.getMessage(), cause);
        }
    }
}
