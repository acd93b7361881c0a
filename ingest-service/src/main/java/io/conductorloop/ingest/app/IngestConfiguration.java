package io.conductorloop.ingest.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.IntentPeek;
import io.conductorloop.ingest.OldState;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.Screening;
import io.conductorloop.ingest.StatusReport;
import io.conductorloop.ingest.files.ClaimedFolder;
import io.conductorloop.ingest.files.FileFinisher;
import io.conductorloop.ingest.files.FolderIntake;
import io.conductorloop.ingest.files.HandoffFolder;
import io.conductorloop.ingest.json.JsonIntentPeek;
import io.conductorloop.ingest.json.JsonOldState;
import io.conductorloop.ingest.json.JsonStatusFormat;
import io.conductorloop.ingest.stream.FinishIntent;
import io.conductorloop.ingest.stream.Receipts;
import io.conductorloop.ingest.stream.ReceiveIntent;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.app.TracingConfiguration;
import io.conductorloop.messaging.kafka.MessagingConfiguration;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.redis.RedisIntentJournal;
import io.conductorloop.state.redis.RedisPulse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** The folder's way: handoff folder to {@code intents.received}, and {@code intents.outcomes} to its end. */
@Configuration(proxyBeanMethods = false)
@Import({MessagingConfiguration.class, TracingConfiguration.class})
@EnableConfigurationProperties(IngestProperties.class)
class IngestConfiguration {
    private static final String FINISH_BINDING = "finishIntent-in-0";
    private static final int CLOSING_SECONDS = 1;

    /** Claiming stops at the next file; only a file system that hangs would take longer. */
    private static final Duration CLAIMING_STOPS = Duration.ofSeconds(1);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    EventCodec eventCodec() {
        return new JsonEventCodec();
    }

    @Bean
    IntentJournal intentJournal(RedisConnectionFactory redis, EventCodec codec, IngestProperties properties) {
        return new RedisIntentJournal(redis, codec, properties.journalKept());
    }

    /** Finds out for all that a connection leads nowhere. */
    @Bean
    RedisPulse redisPulse(RedisConnectionFactory redis) {
        return new RedisPulse(redis);
    }

    @Bean
    IntentIds intentIds(InstantSource clock) {
        return new IntentIds(clock, new SecureRandom());
    }

    @Bean
    RunStatistics runStatistics(InstantSource clock) {
        return new RunStatistics(clock);
    }

    @Bean
    InFlightBytes inFlightBytes(IngestProperties properties) {
        return new InFlightBytes(properties.inFlightBytes().toBytes());
    }

    @Bean
    IntentPeek intentPeek() {
        return new JsonIntentPeek();
    }

    @Bean
    StatusReport.Format statusFormat() {
        return new JsonStatusFormat();
    }

    @Bean
    OldState oldState() {
        return new JsonOldState();
    }

    @Bean
    HandoffFolder handoffFolder(IngestProperties properties) throws IOException {
        return HandoffFolder.open(properties.handoff(), new SecureRandom());
    }

    @Bean
    ClaimedFolder claimedFolder(HandoffFolder folder, IngestProperties properties) throws IOException {
        return ClaimedFolder.open(folder, properties.instanceName(), properties.lease(), new SecureRandom());
    }

    /** Instances that share a folder share the work of finishing; every other folder's instances see all outcomes too. */
    @Bean
    static BeanPostProcessor groupOfFolder(ObjectProvider<HandoffFolder> folder) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof BindingServiceProperties bindings) {
                    bindings.getBindingProperties(FINISH_BINDING)
                            .setGroup("ingest-" + folder.getObject().id());
                }
                return bean;
            }
        };
    }

    @Bean
    Receipts receipts(
            IntentJournal journal,
            InFlightBytes inFlight,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics,
            Tracing tracing) {
        return new Receipts(journal, inFlight, clock, statistics, metrics, tracing);
    }

    @Bean
    ReceiveIntent receiveIntent(
            HandoffFolder folder,
            RecordPublisher publisher,
            Receipts receipts,
            IntentPeek peek,
            EventCodec codec,
            InFlightBytes inFlight,
            InstantSource clock,
            IngestMetrics metrics,
            IngestProperties properties) {
        return new ReceiveIntent(
                folder.source(),
                publisher,
                receipts,
                peek,
                codec,
                inFlight,
                clock,
                metrics,
                new ReceiveIntent.Limits(
                        properties.maxIntentSize().toBytes(), properties.patience(), IngestConfiguration::isRefusal));
    }

    private static boolean isRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException || cause instanceof InvalidRecordException) {
                return true;
            }
        }
        return false;
    }

    @Bean
    FileFinisher fileFinisher(
            ClaimedFolder claimed,
            IntentPeek peek,
            StatusReport.Format format,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics,
            Tracing tracing,
            IngestProperties properties) {
        return new FileFinisher(claimed, peek, format, clock, statistics, metrics, tracing, properties.finishers());
    }

    @Bean
    FinishIntent finishIntent(
            EventCodec codec, FileFinisher finisher, InstantSource clock, IngestMetrics metrics, Tracing tracing) {
        return new FinishIntent(codec, finisher, clock, metrics, tracing);
    }

    @Bean
    FolderIntake folderIntake(
            ClaimedFolder claimed,
            IngestProperties properties,
            OldState oldState,
            FileFinisher finisher,
            ReceiveIntent receiveIntent,
            InFlightBytes inFlight,
            IntentJournal journal,
            IntentIds ids,
            InstantSource clock,
            RunStatistics statistics,
            IngestMetrics metrics) {
        return FolderIntake.of(
                claimed,
                properties.folder(),
                new Screening(properties.maxIntentSize().toBytes()),
                oldState,
                finisher,
                receiveIntent,
                inFlight,
                journal,
                ids,
                clock,
                statistics,
                metrics);
    }

    /** What was not acknowledged within the drain will not be by waiting on: it is published again at the next start. */
    @Bean
    ClientFactoryCustomizer closeProducersSoon() {
        return new ClientFactoryCustomizer() {
            @Override
            public void configure(ProducerFactory<?, ?> factory) {
                if (factory instanceof DefaultKafkaProducerFactory<?, ?> producers) {
                    producers.setPhysicalCloseTimeout(CLOSING_SECONDS);
                }
            }
        };
    }

    /** Publishing begins before REST and the folder can hand anything over, and ends after both. */
    @Bean
    Phase publishing(ReceiveIntent receiveIntent, IngestProperties properties) {
        return new Phase(0, receiveIntent::start, () -> receiveIntent.stop(properties.drain()));
    }

    /** Claiming begins when all else runs, and is the first to end. */
    @Bean
    Phase claiming(FolderIntake intake) {
        return new Phase(Integer.MAX_VALUE, intake::start, () -> intake.stop(CLAIMING_STOPS));
    }
}
