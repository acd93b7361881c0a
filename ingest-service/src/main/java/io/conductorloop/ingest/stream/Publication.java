package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.ingest.ReceivedIntent;
import io.conductorloop.messaging.OutboundRecord;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A record on its way, with what is to be done when it is durable. */
sealed interface Publication {
    IntentId id();

    OutboundRecord record();

    /** Of the in-flight bytes. */
    int cost();

    /** What the journal is told once the record is durable. */
    IntentEvent durable(Instant at);

    /** A file's intent, or one that REST handed over and waits for. */
    record OfIntent(ReceivedIntent intent, OutboundRecord record, int cost, CompletableFuture<IntentId> receipt)
            implements Publication {
        @Override
        public IntentId id() {
            return intent.id();
        }

        @Override
        public IntentEvent durable(Instant at) {
            return intent.received(at);
        }
    }

    /** The outcome of a file that is refused. */
    record OfRefusal(IntentEvent.IntentFinished outcome, OutboundRecord record, int cost) implements Publication {
        @Override
        public IntentId id() {
            return outcome.id();
        }

        @Override
        public IntentEvent durable(Instant at) {
            return outcome;
        }
    }
}
