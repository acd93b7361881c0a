package io.conductorloop.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what is published, in order, and acknowledges at once: the port's provider where there is no broker. */
public final class InMemoryRecordPublisher implements RecordPublisher {
    private final List<OutboundRecord> published = new ArrayList<>();

    @Override
    public synchronized CompletableFuture<?> publish(OutboundRecord record) {
        published.add(record);
        return CompletableFuture.completedFuture(record);
    }

    /** All records so far. */
    public synchronized List<OutboundRecord> published() {
        return List.copyOf(published);
    }

    /** The records of one topic so far. */
    public List<OutboundRecord> published(String topic) {
        return published().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        published.clear();
    }
}
