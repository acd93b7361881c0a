package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.ingest.kpi.EnergyFigures;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/** Takes from {@code energy.plans} what the KPIs say of energy. Nothing else depends on it: what cannot be read is passed over. */
public final class HearEnergy implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(HearEnergy.class);

    private final AdviceCodec codec;
    private final EnergyFigures figures;

    public HearEnergy(AdviceCodec codec, EnergyFigures figures) {
        this.codec = codec;
        this.figures = figures;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                figures.hear(codec.plan(record.value()));
            } catch (IllegalArgumentException e) {
                LOG.debug("Plan {}-{} is passed over: {}", record.partition(), record.offset(), e.getMessage());
            }
        }
    }
}
