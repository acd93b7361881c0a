package io.conductorloop.executor.metrics;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.PackageWorkers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts in Micrometer. */
public final class MicrometerExecutorMetrics implements ExecutorMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(3),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final Map<IntentState, Counter> ended = new EnumMap<>(IntentState.class);
    private final Counter answeredAgain;
    private final Counter retried;
    private final Counter putOff;
    private final Timer processing;
    private final DistributionSummary coalescing;
    private final Counter unreadable;
    private final Counter kept;
    private final Counter decided;

    public MicrometerExecutorMetrics(MeterRegistry registry) {
        for (IntentState state : new IntentState[] {IntentState.EXECUTED, IntentState.SUPERSEDED, IntentState.FAILED}) {
            ended.put(
                    state,
                    Counter.builder("conductor.loop.executions")
                            .description("Intents that ended in the executor")
                            .tag("outcome", state.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        answeredAgain =
                counter(registry, "conductor.loop.executions.answered.again", "Outcomes said again after redelivery");
        retried = counter(registry, "conductor.loop.retry.attempts", "Executions that failed in passing");
        putOff = counter(registry, "conductor.loop.executions.put.off", "Intents put off untried, for want of time");
        processing = Timer.builder("conductor.loop.processing.duration")
                .description("A call of the package store")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        coalescing = DistributionSummary.builder("conductor.loop.coalescing.ratio")
                .description("Intents settled per package written")
                .register(registry);
        unreadable = counter(registry, "conductor.loop.records.unreadable", "Records passed over: they name no intent");
        kept = counter(registry, "conductor.loop.dead.letters", "Dead letters kept");
        decided = counter(registry, "conductor.loop.dead.letters.decided", "Dead letters replayed or abandoned");
    }

    /** Has the registry show how busy the workers are. */
    public static void show(PackageWorkers workers, MeterRegistry registry) {
        Gauge.builder(
                        "conductor.loop.worker.utilization.percent",
                        workers,
                        some -> 100.0 * some.busy() / some.limit().current())
                .description("Share of the worker limit in use")
                .register(registry);
        Gauge.builder("conductor.loop.queue.depth", workers, PackageWorkers::queued)
                .description("Packages that wait for a worker")
                .register(registry);
        Gauge.builder(
                        "conductor.loop.worker.limit",
                        workers,
                        some -> some.limit().current())
                .description("How many packages may be written at the same time")
                .register(registry);
    }

    @Override
    public void ended(Outcome outcome) {
        Counter counter = ended.get(outcome.state());
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void answeredAgain() {
        answeredAgain.increment();
    }

    @Override
    public void postponed(boolean tried) {
        (tried ? retried : putOff).increment();
    }

    @Override
    public void written(int packages, int intents, Duration took) {
        processing.record(took);
        coalescing.record((double) intents / packages);
    }

    @Override
    public void unreadable() {
        unreadable.increment();
    }

    @Override
    public void deadLetterKept() {
        kept.increment();
    }

    @Override
    public void deadLetterDecided() {
        decided.increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
