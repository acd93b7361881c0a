package io.conductorloop.ingest.files;

import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A broker that takes records and acknowledges none until it is released. */
final class BlockedPublisher implements RecordPublisher {
    private final List<OutboundRecord> sent = new ArrayList<>();
    private final List<CompletableFuture<Object>> acks = new ArrayList<>();
    private boolean released;

    @Override
    public CompletableFuture<?> publish(OutboundRecord record) {
        CompletableFuture<Object> ack = new CompletableFuture<>();
        synchronized (this) {
            sent.add(record);
            if (!released) {
                acks.add(ack);
                return ack;
            }
        }
        ack.complete(record);
        return ack;
    }

    synchronized int waiting() {
        return acks.size();
    }

    synchronized List<OutboundRecord> sent() {
        return List.copyOf(sent);
    }

    void release() {
        List<CompletableFuture<Object>> held;
        synchronized (this) {
            released = true;
            held = List.copyOf(acks);
            acks.clear();
        }
        held.forEach(ack -> ack.complete("kept"));
    }
}
