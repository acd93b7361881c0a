package io.conductorloop.evaluation.energy.power;

import io.conductorloop.energy.sleep.LatencyBudget;
import io.conductorloop.energy.sleep.PreWakePlanner;
import io.conductorloop.energy.sleep.SleepPlan;
import io.conductorloop.energy.sleep.SleepProfile;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Replays arrivals against a machine that sleeps between them. Whoever comes while it wakes waits for the rest of it,
 * and the next idle period begins when it is awake.
 */
final class GapReplay {
    private final SleepProfile profile;
    private final double[] arrivals;

    /** @param arrivals seconds, ascending; the machine is awake at the first */
    GapReplay(SleepProfile profile, double[] arrivals) {
        this.profile = profile;
        this.arrivals = arrivals;
    }

    Result fixed(SleepPlan plan) {
        return replay(new LatencyBudget(Duration.ZERO, 1), () -> plan, (_, _, _) -> {});
    }

    Result planned(PreWakePlanner planner, LatencyBudget budget) {
        return replay(budget, planner::next, planner::learn);
    }

    private Result replay(LatencyBudget budget, Supplier<SleepPlan> plans, Learner learner) {
        double[] waits = new double[arrivals.length - 1];
        double energy = 0;
        double awakeAt = arrivals[0];
        double endedIdle = -1;
        int endedState = 0;
        int others = 0;
        for (int i = 1; i < arrivals.length; i++) {
            if (arrivals[i] < awakeAt) {
                waits[i - 1] = awakeAt - arrivals[i];
                others++;
            } else {
                if (endedIdle >= 0) {
                    learner.learn(endedIdle, endedState, others);
                }
                others = 0;
                double idle = arrivals[i] - awakeAt;
                SleepPlan plan = plans.get();
                SleepPlan.Spent spent = plan.spend(profile, idle);
                energy += spent.energy();
                waits[i - 1] = spent.waited();
                endedIdle = idle;
                endedState = plan.stateAt(idle);
                awakeAt = arrivals[i] + spent.waited();
            }
            budget.waited(waits[i - 1]);
        }
        double always = profile.states().getFirst().power() * (arrivals[arrivals.length - 1] - arrivals[0]);
        return new Result(1 - energy / always, waits);
    }

    private interface Learner {
        void learn(double idle, int state, int others);
    }

    /** The share of idle energy saved, and what each request waited, seconds. */
    record Result(double saved, double[] waits) {
        double p99() {
            double[] sorted = waits.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.ceil(.99 * sorted.length) - 1];
        }

        double shareOver(double seconds) {
            return (double) Arrays.stream(waits)
                            .filter(wait -> wait > seconds * (1 + 1e-9))
                            .count()
                    / waits.length;
        }
    }
}
