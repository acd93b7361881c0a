package io.conductorloop.energy.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.energy.deferral.DeferralMetrics;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.HoldDesk;
import io.conductorloop.energy.deferral.IntentReading;
import io.conductorloop.energy.deferral.ReleaseDesk;
import io.conductorloop.energy.deferral.ReleasePlanner;
import io.conductorloop.energy.deferral.Releases;
import io.conductorloop.energy.deferral.TracedDeferral;
import io.conductorloop.energy.kafka.KafkaHeldLog;
import io.conductorloop.energy.metrics.MicrometerDeferralMetrics;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.plan.GridWatch;
import io.conductorloop.energy.redis.RedisHeldIntents;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.stream.HoldIntent;
import io.conductorloop.energy.stream.ReleaseIntent;
import io.conductorloop.json.IntentReader;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.StateUnavailableException;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.state.redis.RedisIntentJournal;
import io.conductorloop.state.redis.RedisPulse;
import io.conductorloop.state.redis.RedisTargetMarks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Wires the waiting room: {@code intents.deferred} to {@code intents.accepted}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StateProperties.class)
class DeferralConfiguration {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Bean
    @ConditionalOnMissingBean
    IntentJournal intentJournal(LettuceConnectionFactory redis, EventCodec codec, StateProperties state) {
        return new RedisIntentJournal(redis, codec, state.journalTtl());
    }

    @Bean
    @ConditionalOnMissingBean
    TargetMarks acceptedMarks(LettuceConnectionFactory redis, StateProperties state) {
        return new RedisTargetMarks(redis, "cl:accepted", state.marksTtl());
    }

    /** Finds out for all that a connection leads nowhere. */
    @Bean
    RedisPulse redisPulse(LettuceConnectionFactory redis) {
        return new RedisPulse(redis);
    }

    @Bean
    @ConditionalOnMissingBean
    HeldIntents heldIntents(LettuceConnectionFactory redis) {
        return new RedisHeldIntents(redis);
    }

    @Bean
    @ConditionalOnMissingBean
    HeldLog heldLog(RecordPublisher publisher, IntentReading reading, KafkaProperties kafka) {
        return new KafkaHeldLog(publisher, reading, kafka.buildConsumerProperties(), PATIENCE);
    }

    @Bean
    IntentReading intentReading() {
        return new IntentReader()::read;
    }

    @Bean
    DeferralMetrics deferralMetrics(
            MeterRegistry registry, HeldIntents held, GridWatch grid, EnergyProperties energy, Tracing tracing) {
        MicrometerDeferralMetrics.showWaiting(registry, () -> waiting(held));
        MicrometerDeferralMetrics.showIntensity(
                registry, energy.zone(), () -> grid.state().intensity());
        return new TracedDeferral(new MicrometerDeferralMetrics(registry), tracing);
    }

    private static double waiting(HeldIntents held) {
        try {
            return held.size();
        } catch (StateUnavailableException e) {
            return Double.NaN;
        }
    }

    @Bean
    HoldDesk holdDesk(
            HeldIntents held,
            HeldLog log,
            SchedulePlanner planner,
            GridOutlook grid,
            EnergyProperties energy,
            InstantSource clock,
            DeferralMetrics metrics) {
        EnergyProperties.Deferral deferral = energy.deferral();
        ReleasePlanner releases = new ReleasePlanner(
                planner,
                new ReleasePlanner.Rules(
                        deferral.longestWait(), deferral.margin(), deferral.executionTime(), deferral.urgentFrom()));
        return new HoldDesk(held, log, releases, grid, energy.home(), clock, metrics);
    }

    @Bean
    Releases releases(RecordPublisher publisher, EventCodec codec) {
        return new ReleaseIntent(publisher, codec);
    }

    @Bean
    ReleaseDesk releaseDesk(
            HeldIntents held,
            HeldLog log,
            Releases releases,
            IntentJournal journal,
            TargetMarks accepted,
            GridOutlook grid,
            EnergyProperties energy,
            InstantSource clock,
            DeferralMetrics metrics) {
        EnergyProperties.Deferral deferral = energy.deferral();
        return new ReleaseDesk(
                held,
                log,
                releases,
                journal,
                accepted,
                grid,
                energy.home(),
                new ReleaseDesk.Terms(deferral.claim(), deferral.remembered(), deferral.kilowattHours()),
                () -> UUID.randomUUID().toString(),
                clock,
                metrics);
    }

    @Bean
    HoldIntent holdIntent(
            IntentReading reading,
            HoldDesk holding,
            ReleaseDesk releasing,
            RecordPublisher publisher,
            DeferralMetrics metrics) {
        return new HoldIntent(reading, holding, releasing, publisher, metrics);
    }

    @Bean
    WaitingRoom waitingRoom(HoldDesk holding, ReleaseDesk releasing, HeldIntents held, EnergyProperties energy) {
        return new WaitingRoom(holding, releasing, held, energy.deferral());
    }
}
