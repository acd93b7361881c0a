package io.conductorloop.executor.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.BatchExecution;
import io.conductorloop.executor.ExecutionMemory;
import io.conductorloop.executor.ProposalDesk;
import io.conductorloop.executor.metrics.MicrometerPorchMetrics;
import io.conductorloop.executor.porch.PorchPackageStore;
import io.conductorloop.executor.stream.FollowProposal;
import io.conductorloop.executor.stream.IntentRecords;
import io.conductorloop.messaging.LatestRecords;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.kafka.CompactedTopic;
import io.conductorloop.messaging.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What follows the revisions about which people decide. It is there whoever approves now: what was proposed before the policy
 * changed waits all the same.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "conductor.executor.store.kind", havingValue = "porch")
class ApprovalConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often the journal is told what waits, so that a Redis that has lost it knows it again soon; never so late that it forgets. */
    private static final Duration REMINDER = Duration.ofMinutes(5);

    private static final int REMINDERS = 8;

    @Bean
    LatestRecords proposedRecords(KafkaProperties kafka) {
        return new CompactedTopic(Topics.PROPOSED, kafka.buildConsumerProperties(), PATIENCE);
    }

    @Bean
    ProposalDesk proposalDesk(
            BatchExecution execution,
            ExecutionMemory memory,
            ExecutorProperties executor,
            PorchPackageStore store,
            InstantSource clock,
            StateProperties state) {
        Duration seldom = state.journalTtl().dividedBy(REMINDERS);
        Duration reminder = seldom.compareTo(REMINDER) < 0 ? seldom : REMINDER;
        return new ProposalDesk(execution, memory, executor.packagePer(), store, clock, reminder);
    }

    @Bean
    FollowProposal followProposal(
            LatestRecords proposed,
            IntentRecords records,
            ProposalDesk desk,
            RecordPublisher publisher,
            EventCodec codec,
            Tracing tracing,
            MeterRegistry registry) {
        FollowProposal follow = new FollowProposal(proposed, records, desk, publisher, codec, tracing);
        MicrometerPorchMetrics.show(follow::size, registry);
        return follow;
    }

    @Bean
    Repeatedly decisions(FollowProposal follow, StoreProperties properties) {
        Duration pause = properties.porch().approvalCheck();
        return new Repeatedly("porch-decisions", pause, pause, follow);
    }
}
