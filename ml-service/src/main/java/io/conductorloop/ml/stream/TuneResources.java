package io.conductorloop.ml.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.ml.steering.DirectiveDraft;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advises each service that tells of itself on {@code pipeline.telemetry}, by {@code pipeline.directives}. Directives are not
 * waited for: one that is lost is followed by the next.
 */
public final class TuneResources implements Consumer<List<TelemetrySample>> {
    private static final Logger LOG = LoggerFactory.getLogger(TuneResources.class);

    private final DirectiveDraft draft;
    private final RecordPublisher publisher;
    private final AdviceCodec codec;
    private final SteeringMetrics metrics;
    private final InstantSource clock;

    public TuneResources(
            DirectiveDraft draft,
            RecordPublisher publisher,
            AdviceCodec codec,
            SteeringMetrics metrics,
            InstantSource clock) {
        this.draft = draft;
        this.publisher = publisher;
        this.codec = codec;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void accept(List<TelemetrySample> samples) {
        Set<String> services = new LinkedHashSet<>();
        samples.stream().map(TelemetrySample::service).forEach(services::add);
        for (String service : services) {
            draft.due(service, clock.instant()).ifPresent(this::advise);
        }
    }

    private void advise(Directive directive) {
        var _ = publisher.publish(record(directive)).whenComplete((_, failure) -> {
            if (failure == null) {
                metrics.advised(directive.service());
            } else {
                metrics.lost(directive.service());
                LOG.debug("A directive was lost", failure);
            }
        });
    }

    private OutboundRecord record(Directive directive) {
        return new OutboundRecord(
                Topics.DIRECTIVES,
                directive.service().getBytes(UTF_8),
                codec.encode(directive),
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        directive.service() + "@" + directive.decidedAt(),
                        RecordHeaders.TYPE,
                        EventTypes.DIRECTIVE_GIVEN,
                        RecordHeaders.SOURCE,
                        "/ml",
                        RecordHeaders.TIME,
                        directive.decidedAt().toString(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON));
    }
}
