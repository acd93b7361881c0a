package io.conductorloop.ml.steering;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.forecast.Cadence;
import io.conductorloop.ml.ppo.WorkerTuner;
import io.conductorloop.ml.workers.ScalingPrediction;
import io.conductorloop.ml.workers.ScalingPrediction.Reason;
import io.conductorloop.ml.workers.Staffing;
import io.conductorloop.ml.workers.WorkerLimits;
import io.conductorloop.ml.workers.WorkerPlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches one service: adds the samples of its instances up to a load in each step, and foresees the next. The load is what
 * came to the instances and what their queues grew by, so that a service that is overrun is not taken for one that has
 * little to do. While instances come and go, partitions move between them and whole queues with those: such steps count as not
 * measured. Not thread-safe; bounded, whatever it is shown.
 */
final class ServiceWatch {
    private static final int MOST_INSTANCES = 64;
    private static final int MOST_MISSED = 1_000;
    private static final Duration SILENT = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;
    private static final double NEWEST = 0.05;

    private final String service;
    private final ServiceLimits limits;
    private final Duration step;
    private final LoadForecast forecast;
    private final Staffing.Measured staffing;
    private final WorkerPlanner planner;
    private final BatchAdvice batches;
    private final Map<String, Heard> instances = new HashMap<>();
    private long current = Long.MIN_VALUE;
    private boolean partial = true;
    private Instant settled = Instant.MIN;
    private @Nullable WorkerTuner tuner;
    private OptionalInt tuned = OptionalInt.empty();
    private double came;
    private double grew;
    private double relativeError = 1;
    private long steps;

    private record Heard(TelemetrySample sample, Instant at) {
        /** Whether it may have gone, before it counts as gone: its partitions may be with others by now. */
        boolean isQuiet(Instant now) {
            Duration usual = sample.interval().multipliedBy(3);
            return at.plus(usual.compareTo(QUIET) > 0 ? usual : QUIET).isBefore(now);
        }
    }

    /** @param risk accepted share of steps with too few workers */
    ServiceWatch(
            String service,
            ServiceLimits limits,
            Duration step,
            double risk,
            LoadForecasters models,
            BatchObjective objective) {
        this.service = service;
        this.limits = limits;
        this.step = step;
        this.forecast = new LoadForecast(Cadence.every(step), models);
        this.staffing = new Staffing.Measured(step, limits.waiting(), risk);
        this.planner = new WorkerPlanner(forecast, staffing, step, risk);
        this.batches = new BatchAdvice(limits, objective);
    }

    LoadForecast forecast() {
        return forecast;
    }

    BatchAdvice batches() {
        return batches;
    }

    /** Lets a tuner say how many workers to have, while it does. */
    void tune(WorkerTuner some) {
        tuner = some;
    }

    /** Intents that a worker finishes in a step; 0 while that is not known. */
    double perWorker() {
        double time = staffing.serviceTime().toNanos();
        return time > 0 ? step.toNanos() / time : 0;
    }

    /**
     * How many workers are planned for a load.
     *
     * @param perWorker intents that a worker finishes in a step
     */
    DoubleToIntFunction planned(double perWorker, double risk) {
        Duration serviceTime = Duration.ofNanos((long) (step.toNanos() / perWorker));
        return new Staffing.ErlangC(step, serviceTime, limits.waiting(), risk)::workersFor;
    }

    /** Steps seen so far. */
    long steps() {
        return steps;
    }

    /** Shows a sample that was received now. */
    void observe(TelemetrySample sample, Instant now) {
        advance(now);
        Heard before = instances.get(sample.instance());
        if (before == null && instances.size() >= MOST_INSTANCES) {
            return;
        }
        if (before != null && !sample.at().isAfter(before.sample().at())) {
            return;
        }
        if (before == null && !instances.isEmpty()) {
            settled = now.plus(SETTLING);
        }
        instances.put(sample.instance(), new Heard(sample, now));
        came += sample.arrivals() * sample.interval().toNanos() / NANOS;
        if (before != null) {
            grew += sample.queueDepth() - before.sample().queueDepth();
        }
        Batches some = sample.batches();
        if (some != null) {
            batches.learn(some);
            if (some.intents() > 0) {
                staffing.learn(Duration.ofNanos((long) (some.work().toNanos() / some.intents())));
            }
        }
    }

    /**
     * What is foreseen now.
     *
     * @param trusted whether what is learnt may decide; else the queueing model and the configured batch do
     */
    Advice advise(Instant now, boolean trusted) {
        advance(now);
        if (instances.values().removeIf(heard -> heard.at().plus(SILENT).isBefore(now))) {
            settled = now.plus(SETTLING);
        }
        int running = Math.max(1, instances.size());
        long queued = queued();
        double perSecond = forecast.forecast() / (step.toNanos() / NANOS);
        int most = limits.mostWorkers() * limits.mostInstances();
        ScalingPrediction scaling = scaling(
                planner.plan(new WorkerLimits(limits.leastWorkers(), most, Integer.MAX_VALUE)), queued, most, trusted);
        int each = Math.clamp(Math.ceilDiv(scaling.workers(), running), limits.leastWorkers(), limits.mostWorkers());
        return new Advice(
                service,
                now,
                instances.size(),
                scaling,
                each,
                Math.clamp(Math.ceilDiv(scaling.workers(), limits.mostWorkers()), 1, limits.mostInstances()),
                batches.decide(queued / running, perSecond / running, trusted).size(),
                batches.learnt(trusted),
                perSecond,
                queued,
                staffing.serviceTime(),
                Math.clamp(1 - relativeError, 0, 1));
    }

    private long queued() {
        return instances.values().stream()
                .mapToLong(heard -> heard.sample().queueDepth())
                .reduce(0, ServiceWatch::sum);
    }

    private ScalingPrediction scaling(ScalingPrediction planned, long queued, int most, boolean trusted) {
        // What was taken back since the step ended says nothing any more.
        return tuned.isEmpty() || !trusted || tuner == null || !tuner.acts()
                ? worked(planned, queued, most)
                : new ScalingPrediction(
                        Math.clamp(tuned.getAsInt(), limits.leastWorkers(), most),
                        planned.fewest(),
                        planned.most(),
                        planned.horizon(),
                        Reason.TUNED,
                        "ppo");
    }

    /** More workers where what waits already is not worked off in time by those for what comes. */
    private ScalingPrediction worked(ScalingPrediction planned, long queued, int most) {
        if (queued == 0 || !staffing.serviceTime().isPositive()) {
            return planned;
        }
        double backlog = queued * ((double) step.toNanos() / limits.drain().toNanos());
        int needed = Math.min(most, staffing.workersFor(Math.max(0, forecast.forecast()) + backlog));
        return needed <= planned.workers()
                ? planned
                : new ScalingPrediction(
                        needed,
                        planned.fewest(),
                        Math.max(planned.most(), needed),
                        planned.horizon(),
                        Reason.BACKLOG,
                        planned.by());
    }

    private void advance(Instant now) {
        long index = Math.floorDiv(now.toEpochMilli(), step.toMillis());
        if (current == Long.MIN_VALUE) {
            current = index;
        }
        if (index <= current) {
            return;
        }
        if (instances.values().stream().anyMatch(heard -> heard.isQuiet(now))) {
            settled = now.plus(SETTLING);
        }
        // The first step was not watched from its beginning.
        boolean moving = Instant.ofEpochMilli(current * step.toMillis()).isBefore(settled);
        double load = partial || moving || instances.isEmpty() ? Double.NaN : Math.max(0, came + grew);
        close(load);
        partial = false;
        tuned = tuner == null ? OptionalInt.empty() : tuner.step(load, queued(), running(), perWorker());
        for (long missed = Math.min(MOST_MISSED, index - current - 1); missed > 0; missed--) {
            close(Double.NaN);
        }
        current = index;
        came = 0;
        grew = 0;
    }

    /** Workers of all instances together, each at most as many as it may be told to have. */
    private int running() {
        return instances.values().stream()
                .mapToInt(heard -> Math.min(heard.sample().workers(), limits.mostWorkers()))
                .sum();
    }

    private void close(double load) {
        if (load >= 0) {
            double said = forecast.forecast();
            double error = Math.min(1, Math.abs(said - load) / Math.max(1, Math.max(said, load)));
            relativeError += (steps < 1 / NEWEST ? 1.0 / (steps + 1) : NEWEST) * (error - relativeError);
            steps++;
        }
        // Before the first load nothing was foreseen that could stand in for one.
        if (steps > 0) {
            planner.observe(load);
        }
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
