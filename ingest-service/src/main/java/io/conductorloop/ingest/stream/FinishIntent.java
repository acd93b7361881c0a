package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.ingest.Finishing;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.RefusedFile;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.StepTrace;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Brings the folder's files to the end that the pipeline has found for them. Of what came by REST it only counts that it
 * ended; what came through other folders is not ours.
 */
public final class FinishIntent implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(FinishIntent.class);

    private final EventCodec codec;
    private final Finishing finishing;
    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final Tracing tracing;

    public FinishIntent(
            EventCodec codec, Finishing finishing, InstantSource clock, IngestMetrics metrics, Tracing tracing) {
        this.codec = codec;
        this.finishing = finishing;
        this.clock = clock;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        StepTrace trace = tracing.begin(Step.FINISH);
        List<Finishing.End> files = new ArrayList<>();
        List<IntentFinished> answers = new ArrayList<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            String source = record.header(RecordHeaders.SOURCE);
            if (finishing.source().equals(source)) {
                decode(record, end -> files.add(new Finishing.End(end, correlationId(record, end))));
            } else if (RecordHeaders.REST_SOURCE.equals(source)) {
                decode(record, answers::add);
            }
        }
        if (!files.isEmpty()) {
            finishing.finish(files);
        }
        Instant now = clock.instant();
        answers.forEach(
                end -> metrics.answered(end.state(), Duration.between(end.id().claimedAt(), now)));
        files.forEach(file -> LOG.debug(
                "Intent {} is filed: {}", file.event().id(), file.event().state()));
        if (trace.isOn()) {
            files.forEach(file -> trace.ended(file.event()));
            answers.forEach(trace::ended);
            trace.close();
        }
    }

    // The header is set when an intent is published; of a file that never was, only the file itself can tell.
    private static @Nullable String correlationId(InboundRecord record, IntentFinished end) {
        String header = record.header(RecordHeaders.CORRELATION_ID);
        return header != null ? header : end.sequence() == RefusedFile.UNPUBLISHED ? null : "";
    }

    // Reading a broken event again would not mend it; the file's claim stays, for people to look at.
    private void decode(InboundRecord record, Consumer<IntentFinished> ends) {
        try {
            if (codec.decode(record.value()) instanceof IntentFinished end) {
                ends.accept(end);
            } else {
                LOG.error("Offset {} of partition {} is no outcome", record.offset(), record.partition());
            }
        } catch (IllegalArgumentException e) {
            LOG.error("Cannot read the outcome at offset {} of partition {}", record.offset(), record.partition(), e);
        }
    }
}
