package io.conductorloop.executor.stream;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.deadletter.DeadLetter;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Keeps what comes over {@code intents.dead}: the letters and what was decided about them. */
public final class KeepDeadLetter implements Consumer<Message<List<byte[]>>> {
    private final DeadLetters letters;
    private final DeadLetterDecision.Codec codec;
    private final IntentRecords records;
    private final ExecutorMetrics metrics;

    public KeepDeadLetter(
            DeadLetters letters, DeadLetterDecision.Codec codec, IntentRecords records, ExecutorMetrics metrics) {
        this.letters = letters;
        this.codec = codec;
        this.records = records;
        this.metrics = metrics;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        List<DeadLetter> kept = new ArrayList<>();
        List<DeadLetterDecision> decided = new ArrayList<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                if (EventTypes.DEAD_LETTER_DECIDED.equals(record.header(RecordHeaders.TYPE))) {
                    decided.add(codec.decode(record.value()));
                } else {
                    kept.add(letter(record));
                }
            } catch (IllegalArgumentException e) {
                records.passOver(record, e);
            }
        }
        letters.keep(kept);
        letters.confirm(decided);
        kept.forEach(_ -> metrics.deadLetterKept());
    }

    private static DeadLetter letter(InboundRecord record) {
        return new DeadLetter(
                IntentId.parse(IntentRecords.header(record, RecordHeaders.ID)),
                Long.parseLong(IntentRecords.header(record, RecordHeaders.SEQUENCE)),
                record.keyText(),
                IntentRecords.header(record, RecordHeaders.SOURCE),
                IntentRecords.file(record),
                IntentRecords.header(record, RecordHeaders.FAILURE),
                IntentRecords.attempts(record),
                IntentRecords.header(record, RecordHeaders.SHA256),
                record.value());
    }
}
