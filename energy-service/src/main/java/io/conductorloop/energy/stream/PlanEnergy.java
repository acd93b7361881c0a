package io.conductorloop.energy.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.dvfs.MachineClock;
import io.conductorloop.energy.plan.EnergyPlan;
import io.conductorloop.energy.plan.EnergyPlans;
import io.conductorloop.energy.plan.EnergyPlans.Decided;
import io.conductorloop.energy.plan.PlanMetrics;
import io.conductorloop.energy.power.ServicePower;
import io.conductorloop.energy.sleep.MachineSleep;
import io.conductorloop.energy.sleep.MachineSleep.Leave;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Plans the energy of each service that tells of itself on {@code pipeline.telemetry}, and says so on {@code energy.plans} and, where
 * a service is to have less, on {@code pipeline.directives}. Neither is waited for: what is lost is followed by the next.
 */
public final class PlanEnergy implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(PlanEnergy.class);

    private final AdviceCodec codec;
    private final EnergyPlans plans;
    private final ServicePower power;
    private final @Nullable MachineClock machine;
    private final @Nullable MachineSleep sleep;
    private final RecordPublisher publisher;
    private final PlanMetrics metrics;
    private final InstantSource clock;

    /**
     * Wires the step.
     *
     * @param machine null where its clock is not ours to set
     * @param sleep null where its sleep is not
     */
    public PlanEnergy(
            AdviceCodec codec,
            EnergyPlans plans,
            ServicePower power,
            @Nullable MachineClock machine,
            @Nullable MachineSleep sleep,
            RecordPublisher publisher,
            PlanMetrics metrics,
            InstantSource clock) {
        this.codec = codec;
        this.plans = plans;
        this.power = power;
        this.machine = machine;
        this.sleep = sleep;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        Instant now = clock.instant();
        Set<String> services = new LinkedHashSet<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                TelemetrySample sample = codec.sample(record.value());
                power.observe(sample, now);
                if (plans.observe(sample, now)) {
                    services.add(sample.service());
                }
            } catch (IllegalArgumentException e) {
                metrics.unreadable();
                LOG.debug("Passed over telemetry, offset {}: {}", record.offset(), e.getMessage());
            }
        }
        for (String service : services) {
            plans.due(service, now).ifPresent(decided -> apply(service, decided, now));
        }
    }

    private void apply(String service, Decided decided, Instant now) {
        metrics.planned(service, decided.plan());
        EnergyPlanned event = decided.event();
        publish(service, record(Topics.PLANS, service, codec.encode(event), EventTypes.ENERGY_PLANNED, now));
        Directive directive = decided.directive();
        if (directive != null) {
            publish(
                    service,
                    record(Topics.DIRECTIVES, service, codec.encode(directive), EventTypes.DIRECTIVE_GIVEN, now));
        }
        if (machine != null) {
            Integer megahertz = decided.plan() instanceof EnergyPlan.Ceiling ceiling ? ceiling.megahertz() : null;
            machine.wish(service, megahertz, event.validUntil(), now)
                    .ifPresent(why -> LOG.warn("The processors' clock stays as it is: {}", why));
        }
        if (sleep != null) {
            Leave leave = decided.plan() instanceof EnergyPlan.Ceiling ceiling
                    ? new Leave(ceiling.busy(), ceiling.spare())
                    : null;
            sleep.wish(service, leave, event.validUntil(), now)
                    .ifPresent(why -> LOG.warn("The processors' sleep stays as it is: {}", why));
        }
    }

    private void publish(String service, OutboundRecord record) {
        var _ = publisher.publish(record).whenComplete((_, failure) -> {
            if (failure != null) {
                metrics.lost(service);
                LOG.debug("Lost on {}", record.topic(), failure);
            }
        });
    }

    private static OutboundRecord record(String topic, String service, byte[] value, String type, Instant at) {
        return new OutboundRecord(
                topic,
                service.getBytes(UTF_8),
                value,
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        service + "@" + at,
                        RecordHeaders.TYPE,
                        type,
                        RecordHeaders.SOURCE,
                        "/energy",
                        RecordHeaders.TIME,
                        at.toString(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON));
    }
}
