package io.conductorloop.energy.sleep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plans idle periods so that as much energy is saved as a promise about added latency allows.
 *
 * <p>From how long periods have been it knows, for each stretch of a period, how likely the period is to get there and
 * to end in it. Sleeping through a stretch saves power; if the period ends there somebody waits, and his successors with
 * him, at a price. Backward induction finds the best plan for a price, states and pre-wakes together: where arrivals
 * grow rarer with time it sleeps late and stays asleep, where they come on schedule it sleeps at once and wakes before.
 * The price is the lowest whose plan keeps to what the {@link LatencyBudget} allows, found by bisection; and when the
 * budget is spent, no state is entered whose waking would break the target.
 */
public final class PreWakePlanner {
    private static final int REPLAN_EVERY = 20;
    private static final int KNOWN = 30;
    /** Within how many requests what the budget has too much or too little is evened out: about as many as were seen. */
    private static final int SOON = 500;

    private static final int LATER = 10_000;
    /** Wakings after which the mean of those who wait besides the first forgets as fast as it learns. */
    private static final double REMEMBERED = 100;

    private final SleepProfile profile;
    private final LatencyBudget budget;
    private final GapHistogram gaps = new GapHistogram();
    private final double[] companions;
    private final double[] wakings;
    private final SleepPlan cautious;
    private SleepPlan plan;
    private long seen;

    /** A planner for a machine with these states, seconds being the unit of time, under this promise. */
    public PreWakePlanner(SleepProfile profile, LatencyBudget budget) {
        this.profile = profile;
        this.budget = budget;
        companions = new double[profile.states().size()];
        wakings = new double[companions.length];
        Arrays.fill(companions, 1);
        cautious = best(Double.POSITIVE_INFINITY).plan;
        plan = cautious;
    }

    /** The plan for the idle period that begins now. */
    public SleepPlan next() {
        int deepest = 0;
        for (SleepPlan.Stretch stretch : plan.stretches()) {
            deepest = Math.max(deepest, stretch.state());
        }
        return budget.affords(1 + Math.ceil(companions[deepest])) ? plan : cautious();
    }

    private SleepPlan cautious() {
        return seen < KNOWN ? cautious : best(Double.POSITIVE_INFINITY).plan;
    }

    /**
     * Learns how the period ended.
     *
     * @param idle its length in seconds
     * @param state the state that it ended in
     * @param others how many more requests came while the machine was still waking
     */
    public void learn(double idle, int state, int others) {
        gaps.add(idle);
        wakings[state] = Math.min(REMEMBERED, wakings[state] + 1);
        companions[state] += (others - companions[state]) / (1 + wakings[state]);
        seen++;
        if (seen >= KNOWN && seen % REPLAN_EVERY == 0) {
            plan = replan();
        }
    }

    private SleepPlan replan() {
        double allowed = budget.allowance(Math.clamp(seen, SOON, LATER));
        double low = 0;
        double high = 1;
        while (best(high).late > allowed && high < 1e9) {
            high *= 8;
        }
        for (int halving = 0; halving < 25; halving++) {
            double middle = (low + high) / 2;
            if (best(middle).late > allowed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return best(high).plan;
    }

    /** The best plan when each late request costs so much, with the share of requests that it makes late. */
    private Priced best(double price) {
        int states = profile.states().size();
        int bins = GapHistogram.BINS;
        double[][] value = new double[bins + 1][states];
        int[][] onward = new int[bins][states];
        double[] shares = gaps.shares();
        double reached = 0;
        for (int bin = bins - 1; bin >= 0; bin--) {
            double ends = shares[bin];
            double width = GapHistogram.edge(bin + 1) - GapHistogram.edge(bin);
            double time = reached * width + ends * width / 2;
            for (int state = 0; state < states; state++) {
                int next = bin == bins - 1 ? state : bestNext(value[bin + 1], state, reached, width);
                onward[bin][state] = next;
                value[bin][state] = value(state, time, ends, price)
                        + (bin == bins - 1 ? 0 : value[bin + 1][next] - wakes(state, next) * reached);
            }
            reached += ends;
        }
        return priced(value[0], onward, shares);
    }

    private double value(int state, double time, double ends, double price) {
        SleepState asleep = profile.states().get(state);
        double saved = profile.states().getFirst().power() - asleep.power();
        return saved * time - ends * (asleep.wakeEnergy() + (late(state) ? price * (1 + companions[state]) : 0));
    }

    private boolean late(int state) {
        return !budget.holds(latency(state));
    }

    private double latency(int state) {
        return profile.states().get(state).wakeLatency().toNanos() / 1e9;
    }

    private double wakes(int from, int to) {
        return to < from ? profile.states().get(from).wakeEnergy() : 0;
    }

    private int bestNext(double[] values, int state, double reached, double width) {
        int best = state;
        for (int next = 0; next < values.length; next++) {
            boolean possible = next > state || (next == 0 && width > latency(state));
            if (possible && values[next] - wakes(state, next) * reached > values[best] - wakes(state, best) * reached) {
                best = next;
            }
        }
        return best;
    }

    private Priced priced(double[] first, int[][] onward, double[] shares) {
        int state = 0;
        for (int candidate = 1; candidate < first.length; candidate++) {
            if (first[candidate] > first[state]) {
                state = candidate;
            }
        }
        List<SleepPlan.Stretch> stretches = new ArrayList<>(List.of(new SleepPlan.Stretch(0, state)));
        double late = 0;
        for (int bin = 0; bin < onward.length; bin++) {
            if (late(state)) {
                late += shares[bin] * (1 + companions[state]);
            }
            int next = onward[bin][state];
            if (next != state && bin + 1 < onward.length) {
                stretches.add(new SleepPlan.Stretch(GapHistogram.edge(bin + 1), next));
            }
            state = next;
        }
        return new Priced(new SleepPlan(stretches), late);
    }

    private record Priced(SleepPlan plan, double late) {}
}
