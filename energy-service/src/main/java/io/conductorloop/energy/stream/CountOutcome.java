package io.conductorloop.energy.stream;

import io.conductorloop.energy.ledger.Ledger;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/**
 * Counts ends on {@code intents.outcomes}, so that energy and carbon can be said of an intent. They are not looked into; what
 * is delivered again is counted again.
 */
public final class CountOutcome implements Consumer<Message<List<byte[]>>> {
    private final Ledger ledger;

    public CountOutcome(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        ledger.finished(batch.getPayload().size());
    }
}
