package io.conductorloop.ml.workers;

import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.workers.ScalingPrediction.Reason;
import java.time.Duration;

/** Plans the workers of one service, step by step. Not thread-safe: a service has one planner. */
public final class WorkerPlanner {
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;
    private static final double STRIDE = 0.01;

    private final QuantileForecaster forecaster;
    private final Staffing staffing;
    private final Duration step;
    private final Safety safety;

    /** @param risk accepted share of steps in which the load needs more workers than there are, below ½ */
    public WorkerPlanner(QuantileForecaster forecaster, Staffing staffing, Duration step, double risk) {
        this.forecaster = forecaster;
        this.staffing = staffing;
        this.step = step;
        this.safety = new Safety(risk, STRIDE);
    }

    /** Plans the next step. The latency target is given up before a limit is broken. */
    public ScalingPrediction plan(WorkerLimits limits) {
        int wanted = wanted();
        int workers = Math.clamp(
                wanted, limits.least(), Math.max(limits.least(), Math.min(limits.most(), limits.energyMost())));
        Reason reason = Reason.LOAD;
        if (workers > wanted) {
            reason = Reason.LEAST_WORKERS;
        } else if (workers < wanted) {
            reason = limits.energyMost() < limits.most() ? Reason.ENERGY : Reason.MOST_WORKERS;
        }
        return new ScalingPrediction(
                workers,
                staffing.workersFor(forecaster.quantile(LOW)),
                staffing.workersFor(forecaster.quantile(HIGH)),
                step,
                reason,
                forecaster.name());
    }

    /** Shows what load the step brought. */
    public void observe(double load) {
        if (load >= 0 && load < Double.POSITIVE_INFINITY) {
            safety.learn(staffing.workersFor(load) > wanted());
        }
        forecaster.observe(load);
    }

    private int wanted() {
        return staffing.workersFor(forecaster.quantile(safety.level()));
    }
}
