package io.conductorloop.energy.plan;

import io.conductorloop.energy.pareto.ParetoFront;
import io.conductorloop.energy.pareto.Solution;
import io.conductorloop.energy.pareto.WeightedChoice;
import io.conductorloop.energy.plan.EnergyPlan.Ceiling;
import io.conductorloop.energy.plan.EnergyPlan.Off;
import io.conductorloop.energy.plan.EnergyPlan.Why;
import io.conductorloop.energy.power.Watts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many workers, at which clock, a service has at most. Of what could be set, that is taken which no other betters in
 * both latency and power, and of these the one that weighs best: power counts by how dirty the grid is, latency by how clean.
 *
 * <p>What is expected to make intents late is none of the choices, and a service that is late already is left all it has: so an
 * urgent intent never waits for a ceiling longer than the target. With no dirty grid and no power budget nothing is held back.
 */
public final class EnergyPlanner {
    /** How busy workers may be on average: beyond, a wrong guess of the load makes a queue. */
    private static final double BUSIEST = .8;

    private static final double NANOS = 1e9;

    private final Machine machine;
    private final Terms terms;

    /**
     * Terms.
     *
     * @param target that 99 of 100 intents may take
     * @param budget that the machine may draw; null for any
     * @param mostWorkers that an instance could have
     */
    public record Terms(Duration target, @Nullable Watts budget, int mostWorkers) {
        public Terms {
            if (!target.isPositive() || mostWorkers < 1) {
                throw new IllegalArgumentException("some time and a worker, not " + target + ", " + mostWorkers);
            }
        }
    }

    private record Setting(int workers, int step) {}

    public EnergyPlanner(Machine machine, Terms terms) {
        this.machine = machine;
        this.terms = terms;
    }

    /** Decides. */
    public EnergyPlan plan(ServiceLoad load, GridState grid) {
        boolean dirty = grid.isDirty();
        double budget = budget(load);
        if (!dirty && Double.isInfinite(budget)) {
            return new Off(
                    switch (grid.why()) {
                        case CLEAN -> Why.CLEAN;
                        case RESTING -> Why.RESTING;
                        case DIRTY, UNKNOWN -> Why.GRID_UNKNOWN;
                    });
        }
        double target = terms.target().toNanos() / NANOS;
        if (load.latency().compareTo(terms.target()) > 0) {
            return new Off(Why.LATENCY);
        }
        double clean = dirty ? grid.clean() : 1;
        WeightedChoice choice = new WeightedChoice(List.of(clean, 1 - clean), List.of(target, budget));
        Optional<Solution<Setting>> best = choice.choose(ParetoFront.of(settings(load)));
        return best.map(some -> ceiling(some, load, dirty)).orElse(new Off(Why.LATENCY));
    }

    /** Watts; infinite where all there may be stays within it. */
    private double budget(ServiceLoad load) {
        Watts budget = terms.budget();
        double most = power(load, terms.mostWorkers(), 0);
        return budget == null || most <= budget.value() ? Double.POSITIVE_INFINITY : budget.value();
    }

    private double power(ServiceLoad load, int workers, int step) {
        return machine.speeds()
                .get(step)
                .power()
                .at(workers * load.processors())
                .value();
    }

    private List<Solution<Setting>> settings(ServiceLoad load) {
        List<Solution<Setting>> settings = new ArrayList<>();
        for (int workers = 1; workers <= terms.mostWorkers(); workers++) {
            for (int step : machine.steps().toArray()) {
                double slower = machine.speeds().get(step).slower();
                settings.add(new Solution<>(
                        new Setting(workers, step),
                        List.of(latency(load, workers, slower), power(load, workers, step))));
            }
        }
        return settings;
    }

    /** Seconds: what intents took at worst, or a batch's work shared by fewer, and the wait for a worker. */
    private double latency(ServiceLoad load, int workers, double slower) {
        double service = slower * load.perIntent().toNanos() / NANOS;
        // What waits now is to be gone within the target.
        double intents = load.arrivals() + load.queue() / (terms.target().toNanos() / NANOS);
        double wait = Queueing.wait(workers, intents * service / BUSIEST, service);
        double alone = Math.max(
                        (double) load.latency().toNanos(),
                        (double) load.perBatch().toNanos() / workers)
                / NANOS;
        return slower * alone + wait;
    }

    private EnergyPlan ceiling(Solution<Setting> best, ServiceLoad load, boolean dirty) {
        Setting setting = best.choice();
        if (setting.workers() == terms.mostWorkers() && setting.step() == 0) {
            return new Off(Why.NOTHING_TO_SAVE);
        }
        Integer megahertz = machine.speeds().get(setting.step()).megahertz();
        Duration latency = Duration.ofNanos((long) (NANOS * best.costs().getFirst()));
        return new Ceiling(
                dirty ? Why.DIRTY : Why.BUDGET,
                setting.workers(),
                megahertz,
                megahertz == null ? null : Integer.valueOf(-setting.step()),
                latency,
                terms.target().minus(latency),
                setting.workers() * load.processors(),
                new Watts(best.costs().getLast()));
    }
}
