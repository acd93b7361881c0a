package io.conductorloop.ingest.app;

import io.conductorloop.ingest.kpi.KpiRecorder;
import io.conductorloop.ingest.metrics.DependencyWatch;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Brings the figures up to date that nobody counts, while the service runs: the rate each second, readiness every few. */
final class FigureSampling implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FigureSampling.class);
    private static final Duration RATE = Duration.ofSeconds(1);
    private static final Duration READINESS = Duration.ofSeconds(5);

    private final KpiRecorder kpis;
    private final DependencyWatch dependencies;
    private @Nullable ScheduledExecutorService threads;

    FigureSampling(KpiRecorder kpis, DependencyWatch dependencies) {
        this.kpis = kpis;
        this.dependencies = dependencies;
    }

    @Override
    public synchronized void start() {
        if (threads == null) {
            // Two, as a health check may hang for its timeout while the rate must not wait.
            threads = Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("figures-", 0).factory());
            every(RATE, kpis::tick, threads);
            every(READINESS, dependencies::look, threads);
        }
    }

    private static void every(Duration period, Runnable task, ScheduledExecutorService threads) {
        // A task that throws would never run again.
        Runnable careful = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("A figure could not be taken: {}", e.toString());
            }
        };
        var _ = threads.scheduleWithFixedDelay(careful, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
