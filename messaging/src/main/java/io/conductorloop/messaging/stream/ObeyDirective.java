package io.conductorloop.messaging.stream;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.directive.DirectiveMetrics;
import io.conductorloop.messaging.directive.Hearing;
import io.conductorloop.messaging.directive.LatestDirective;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/** Takes the advice on {@code pipeline.directives} that is for this service; every instance hears all. */
public final class ObeyDirective implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(ObeyDirective.class);

    private final AdviceCodec codec;
    private final LatestDirective latest;
    private final DirectiveMetrics metrics;

    public ObeyDirective(AdviceCodec codec, LatestDirective latest, DirectiveMetrics metrics) {
        this.codec = codec;
        this.latest = latest;
        this.metrics = metrics;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        for (InboundRecord record : InboundBatch.records(batch)) {
            metrics.heard(heard(record));
        }
    }

    private Hearing heard(InboundRecord record) {
        try {
            Hearing hearing = latest.hear(codec.directive(record.value()));
            if (hearing instanceof Hearing.Refused refused) {
                LOG.debug("Refused a directive, offset {}: {}", record.offset(), refused.cause());
            }
            return hearing;
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "Refused a directive, partition {}, offset {}: {}",
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return new Hearing.Refused(Hearing.Cause.NONSENSE);
        }
    }
}
