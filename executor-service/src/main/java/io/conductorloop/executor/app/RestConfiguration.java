package io.conductorloop.executor.app;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.PackageCatalog;
import io.conductorloop.executor.PackageRun;
import io.conductorloop.executor.PackageWorkers;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetterDesk;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.stream.PostDecision;
import io.conductorloop.executor.web.DeadLetterController;
import io.conductorloop.executor.web.ExecutionController;
import io.conductorloop.executor.web.PackageController;
import io.conductorloop.executor.web.WorkerController;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.StateUnavailableException;
import io.conductorloop.web.ExceptionTranslator;
import io.conductorloop.web.ProblemException;
import io.conductorloop.web.WebConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST surface: executions, workers and dead letters. */
@Configuration(proxyBeanMethods = false)
@Import({WebConfiguration.class, StoreConfiguration.class})
class RestConfiguration {
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @Bean
    DeadLetterDesk deadLetterDesk(
            DeadLetters letters,
            RecordPublisher publisher,
            DeadLetterDecision.Codec codec,
            IntentJournal journal,
            InstantSource clock,
            ExecutorMetrics metrics) {
        TimeOrderedEpochFactory uuids = new TimeOrderedEpochFactory(new SecureRandom(), clock.withZone(ZoneOffset.UTC));
        return new DeadLetterDesk(
                letters,
                new PostDecision(publisher, codec),
                journal,
                () -> new IntentId(uuids.create()),
                clock,
                metrics);
    }

    @Bean
    DeadLetterController deadLetterController(DeadLetters letters, DeadLetterDesk desk, ExecutorProperties executor) {
        return new DeadLetterController(letters, desk, executor.ingestUrl());
    }

    @Bean
    ExecutionController executionController(IntentJournal journal, ObjectProvider<PackageCatalog> catalog) {
        return new ExecutionController(journal, catalog.getIfAvailable() != null);
    }

    @Bean
    WorkerController workerController(
            PackageWorkers workers,
            PackageRun packages,
            StoreProperties store,
            ExecutorProperties executor,
            LatestDirective directive) {
        return new WorkerController(
                workers,
                packages,
                store.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                () -> directive.batchSize(executor.batchSize()));
    }

    @Bean
    @ConditionalOnBean(PackageCatalog.class)
    PackageController packageController(PackageCatalog catalog, ExecutorProperties executor) {
        return new PackageController(catalog, executor.packagePer());
    }

    @Bean
    ExceptionTranslator dependencyAway() {
        return exception -> switch (exception) {
            case StateUnavailableException _ ->
                ProblemException.unavailable("Redis cannot be reached; nothing was lost", RECOVERY);
            case PackageCatalog.CatalogUnavailableException away ->
                ProblemException.unavailable("The package store does not answer: " + away.getMessage(), RECOVERY);
            case RecordPublisher.PublishingFailedException _ ->
                ProblemException.unavailable("Kafka cannot be reached; ask for the same again", RECOVERY);
            default -> null;
        };
    }

    @Bean
    OpenAPI executorApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Conductor Loop: executor")
                        .version("v1")
                        .description("Tells how intents are carried out, and takes decisions about those that failed."
                                + " Every refusal is an application/problem+json.")
                        .license(new License().name("Apache-2.0")));
    }
}
