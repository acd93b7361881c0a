package io.conductorloop.ingest.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.IntentIntake;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.feed.OutcomeFeed;
import io.conductorloop.ingest.files.HandoffFolder;
import io.conductorloop.ingest.files.HandoffFolderDrop;
import io.conductorloop.ingest.json.JacksonSyntax;
import io.conductorloop.ingest.kafka.NewRecordsOnly;
import io.conductorloop.ingest.kpi.KpiRecorder;
import io.conductorloop.ingest.redis.RedisIdempotencyKeys;
import io.conductorloop.ingest.stream.OutcomeBinding;
import io.conductorloop.ingest.stream.StreamOutcomes;
import io.conductorloop.ingest.submission.BulkSubmission;
import io.conductorloop.ingest.submission.HandoffDrop;
import io.conductorloop.ingest.submission.IdempotencyKeys;
import io.conductorloop.ingest.submission.IntentSubmission;
import io.conductorloop.ingest.submission.JsonSyntax;
import io.conductorloop.ingest.web.FiguresController;
import io.conductorloop.ingest.web.IntentStatusController;
import io.conductorloop.ingest.web.IntentSubmissionController;
import io.conductorloop.ingest.web.LegacyIntentController;
import io.conductorloop.ingest.web.OutcomeStreamController;
import io.conductorloop.ingest.web.SchemaController;
import io.conductorloop.ingest.web.SubmissionLimits;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.StateUnavailableException;
import io.conductorloop.web.ExceptionTranslator;
import io.conductorloop.web.ProblemException;
import io.conductorloop.web.WebConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.KafkaException;

/** The REST surface: submission, status, the outcome stream and figures. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RestProperties.class)
@Import({WebConfiguration.class, FiguresConfiguration.class})
class RestConfiguration {
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @Bean
    IdempotencyKeys idempotencyKeys(StringRedisTemplate redis, RestProperties rest) {
        return new RedisIdempotencyKeys(redis, rest.idempotencyKept());
    }

    @Bean
    JsonSyntax jsonSyntax() {
        return new JacksonSyntax();
    }

    @Bean
    IntentSubmission intentSubmission(IntentIds ids, IntentIntake intake, IdempotencyKeys keys, JsonSyntax syntax) {
        return new IntentSubmission(ids, intake, keys, syntax);
    }

    @Bean
    IntentSubmissionController intentSubmissionController(IntentSubmission submission, RestProperties rest) {
        return new IntentSubmissionController(
                submission,
                new BulkSubmission(submission, rest.patience()),
                new SubmissionLimits(rest.maxIntent(), rest.maxBulk(), rest.maxBulkItems()));
    }

    @Bean
    IntentStatusController intentStatusController(IntentJournal journal) {
        return new IntentStatusController(journal);
    }

    @Bean
    HandoffDrop handoffDrop(HandoffFolder folder, InstantSource clock) {
        return new HandoffFolderDrop(folder.root(), clock);
    }

    @Bean
    LegacyIntentController legacyIntentController(HandoffDrop handoff, JsonSyntax syntax) {
        return new LegacyIntentController(handoff, syntax);
    }

    @Bean
    FiguresController figuresController(RunStatistics run, KpiRecorder kpis) {
        return new FiguresController(run, kpis);
    }

    @Bean
    SchemaController schemaController() {
        return new SchemaController();
    }

    @Bean
    OutcomeBinding outcomeBinding(ObjectProvider<BindingsLifecycleController> bindings) {
        return new OutcomeBinding(bindings::getObject);
    }

    /** Opens and closes the outcome tap, one step after another. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService tapSwitching() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("outcome-tap").factory());
    }

    @Bean
    OutcomeFeed outcomeFeed(
            OutcomeBinding tap, @Qualifier("tapSwitching") ExecutorService switching, RestProperties rest) {
        return new OutcomeFeed(tap, switching, rest.streamLag());
    }

    @Bean
    StreamOutcomes streamOutcomes(EventCodec codec, OutcomeFeed feed) {
        return new StreamOutcomes(codec, feed);
    }

    @Bean
    NewRecordsOnly newOutcomesOnly() {
        return new NewRecordsOnly(OutcomeBinding.NAME);
    }

    @Bean
    OutcomeStreamController outcomeStreamController(OutcomeFeed feed, RestProperties rest) {
        return new OutcomeStreamController(feed, rest.streamHeartbeat(), rest.streamListeners());
    }

    /** Before the web server waits for its requests to end, which streams would not do by themselves. */
    @Bean
    ApplicationListener<ContextClosedEvent> endStreams(OutcomeFeed feed) {
        return _ -> feed.close();
    }

    @Bean
    ExceptionTranslator dependencyAway() {
        return exception -> switch (exception) {
            case DataAccessException _, StateUnavailableException _ ->
                ProblemException.unavailable("Redis does not answer; send the request again", RECOVERY);
            case KafkaException _, org.apache.kafka.common.KafkaException _ ->
                ProblemException.unavailable("Kafka did not take the intent; send it again", RECOVERY);
            default -> null;
        };
    }

    @Bean
    OpenAPI ingestApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Conductor Loop: ingest")
                        .version("v1")
                        .description("Takes network intents and tells how they ended. Every refusal is an"
                                + " application/problem+json whose member 'reasons' lists the rule that was broken, the"
                                + " JSON pointer to what breaks it, and a sentence.")
                        .license(new License().name("Apache-2.0")));
    }
}
