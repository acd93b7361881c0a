package io.conductorloop.executor.app;

import io.conductorloop.executor.BatchExecution;
import io.conductorloop.executor.PackageQueues;
import io.conductorloop.executor.PackageWorkers;
import io.conductorloop.executor.WorkerLimit;
import io.conductorloop.executor.kafka.DoneBeforeRevoked;
import io.conductorloop.executor.porch.PorchPackageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands between the stream and a store that is slow. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "conductor.executor.store.kind", havingValue = "porch")
class QueueConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(QueueConfiguration.class);

    /** The binding of {@code intents.accepted}. */
    private static final String ACCEPTED = "executeIntent-in-0";

    /** One part of the heap in so many is for intents that wait. */
    private static final int QUEUED_SHARE = 4;

    /** A revision takes seconds: polls are queued by package, and the next ones fetched meanwhile. */
    @Bean
    PackageQueues packageQueues(
            BatchExecution execution, ExecutorProperties executor, PorchPackageStore store, WorkerLimit limit) {
        return new PackageQueues(
                execution,
                executor.packagePer(),
                store,
                new PackageWorkers(limit),
                executor.priorityStep(),
                Runtime.getRuntime().maxMemory() / QUEUED_SHARE,
                executor.batchBudget(),
                System::nanoTime,
                failure -> LOG.warn("Intents could not be carried out and are tried again: {}", failure.toString()));
    }

    @Bean
    DoneBeforeRevoked doneBeforeRevoked(PackageQueues queues, ExecutorProperties executor) {
        return new DoneBeforeRevoked(ACCEPTED, queues, executor.batchBudget());
    }
}
