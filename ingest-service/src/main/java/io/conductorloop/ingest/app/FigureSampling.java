package io.conductorloop.ingest.app;

import io.conductorloop.ingest.kpi.KpiRecorder;
import io.conductorloop.ingest.metrics.DependencyWatch;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Brings the figures up to date that nobody counts: the rate each second, readiness every few. */
final class FigureSampling implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FigureSampling.class);
    private static final Duration RATE = Duration.ofSeconds(1);
    private static final Duration READINESS = Duration.ofSeconds(5);

    /** Two, as a health check may hang for its timeout while the rate must not wait. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("figures-", 0).factory());

    private final KpiRecorder kpis;
    private final DependencyWatch dependencies;

    FigureSampling(KpiRecorder kpis, DependencyWatch dependencies) {
        this.kpis = kpis;
        this.dependencies = dependencies;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        every(RATE, kpis::tick);
        every(READINESS, dependencies::look);
    }

    private void every(Duration period, Runnable task) {
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
    public void close() {
        threads.shutdownNow();
    }
}
