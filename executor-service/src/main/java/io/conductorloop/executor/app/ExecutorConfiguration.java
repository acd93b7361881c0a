package io.conductorloop.executor.app;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.executor.BatchExecution;
import io.conductorloop.executor.CountedWork;
import io.conductorloop.executor.DueExecution;
import io.conductorloop.executor.ExecutionMemory;
import io.conductorloop.executor.ExecutionPlanner;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.IntentReading;
import io.conductorloop.executor.PackageQueues;
import io.conductorloop.executor.PackageRun;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PackageWorkers;
import io.conductorloop.executor.RetryPolicy;
import io.conductorloop.executor.WorkerLimit;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.json.JsonDecisionCodec;
import io.conductorloop.executor.metrics.MicrometerExecutorMetrics;
import io.conductorloop.executor.stream.ExecuteIntent;
import io.conductorloop.executor.stream.IntentRecords;
import io.conductorloop.executor.stream.KeepDeadLetter;
import io.conductorloop.executor.stream.RetryIntent;
import io.conductorloop.json.IntentReader;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.app.TracingConfiguration;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.kafka.MessagingConfiguration;
import io.conductorloop.messaging.telemetry.Workload;
import io.conductorloop.messaging.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

/** The way through the executor: {@code intents.accepted} and {@code intents.retry} to packages and outcomes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExecutorProperties.class)
@Import({MessagingConfiguration.class, SteeringConfiguration.class, TracingConfiguration.class})
class ExecutorConfiguration {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    EventCodec eventCodec() {
        return new JsonEventCodec();
    }

    @Bean
    DeadLetterDecision.Codec decisionCodec() {
        return new JsonDecisionCodec();
    }

    @Bean
    IntentReading intentReading() {
        return new IntentReader()::read;
    }

    @Bean
    ExecutorMetrics executorMetrics(MeterRegistry registry, Workload workload) {
        return new CountedWork(new MicrometerExecutorMetrics(registry), workload);
    }

    @Bean
    WorkerLimit workerLimit(ExecutorProperties executor, StoreProperties store, LatestDirective directive) {
        int processors = Runtime.getRuntime().availableProcessors();
        boolean waits = executor.workers() == 0 && store.kind() == StoreProperties.Kind.PORCH;
        return new WorkerLimit(
                processors, waits ? WorkerLimit.highest(processors) : executor.workers(), directive::workers);
    }

    @Bean
    PackageWorkers packageWorkers(WorkerLimit limit, MeterRegistry registry) {
        PackageWorkers workers = new PackageWorkers(limit);
        MicrometerExecutorMetrics.show(workers, registry);
        return workers;
    }

    @Bean
    PackageRun packageRun(
            PackageStore store,
            PackageWorkers workers,
            ExecutorProperties executor,
            ExecutorMetrics metrics,
            Tracing tracing) {
        return new PackageRun(
                store, workers, System::nanoTime, executor.batchBudget(), executor.stopWithin(), metrics, tracing);
    }

    @Bean
    BatchExecution batchExecution(
            ExecutorProperties executor,
            ExecutionMemory memory,
            PackageRun packages,
            LatestDirective directive,
            InstantSource clock,
            ExecutorMetrics metrics) {
        ExecutorProperties.Retry retry = executor.retry();
        return new BatchExecution(
                new ExecutionPlanner(executor.packagePer(), executor.coalesce()),
                new RetryPolicy(retry.maxAttempts(), retry.first(), retry.longest(), new SecureRandom()),
                memory,
                packages,
                () -> directive.batchSize(executor.batchSize()),
                clock,
                metrics);
    }

    @Bean
    DueExecution dueExecution(BatchExecution execution, ExecutorProperties executor, InstantSource clock) {
        ExecutorProperties.Retry retry = executor.retry();
        return new DueExecution(execution, retry.maxWait(), retry.longest(), clock);
    }

    @Bean
    IntentRecords intentRecords(IntentReading reading, ExecutorMetrics metrics) {
        return new IntentRecords(reading, metrics);
    }

    @Bean
    ExecuteIntent executeIntent(
            IntentRecords records,
            BatchExecution execution,
            ObjectProvider<PackageQueues> queues,
            RecordPublisher publisher,
            EventCodec codec,
            Workload workload,
            InstantSource clock,
            Tracing tracing) {
        return new ExecuteIntent(
                records, execution, queues.getIfAvailable(), publisher, codec, workload, clock, tracing);
    }

    @Bean
    RetryIntent retryIntent(
            IntentRecords records,
            DueExecution execution,
            RecordPublisher publisher,
            EventCodec codec,
            Tracing tracing) {
        return new RetryIntent(records, execution, publisher, codec, tracing);
    }

    @Bean
    KeepDeadLetter keepDeadLetter(
            DeadLetters letters, DeadLetterDecision.Codec codec, IntentRecords records, ExecutorMetrics metrics) {
        return new KeepDeadLetter(letters, codec, records, metrics);
    }

    /** Before the consumers are waited for: batches under way end soon, and what they could not do is put off. */
    @Bean
    ApplicationListener<ContextClosedEvent> endSoon(
            PackageRun packages, DueExecution due, ObjectProvider<PackageQueues> queues) {
        return _ -> {
            queues.ifAvailable(PackageQueues::stop);
            due.stop();
            packages.stop();
        };
    }
}
