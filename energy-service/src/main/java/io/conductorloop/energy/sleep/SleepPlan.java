package io.conductorloop.energy.sleep;

import java.util.ArrayList;
import java.util.List;

/**
 * Which state a machine is in from when on during an idle period, wakings before anybody asks included.
 *
 * @param stretches ascending; the first from 0 on, the last until the period ends. A stretch awake after one asleep is a
 *     pre-wake: the machine begins to wake so early that it is awake when the stretch begins.
 */
public record SleepPlan(List<Stretch> stretches) {
    public SleepPlan {
        stretches = List.copyOf(stretches);
        if (stretches.isEmpty() || stretches.getFirst().from() != 0) {
            throw new IllegalArgumentException("a sleep plan begins with the idle period");
        }
        for (int i = 1; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (!(stretch.from() > stretches.get(i - 1).from())) {
                throw new IllegalArgumentException("not ascending: " + stretches);
            }
            if (stretch.state() < stretches.get(i - 1).state() && stretch.state() != 0) {
                throw new IllegalArgumentException("woken only in part: " + stretches);
            }
        }
    }

    /** The plan that enters each state when the schedule says, and never wakes by itself. */
    public static SleepPlan of(SleepSchedule schedule, int steps) {
        List<Stretch> stretches = new ArrayList<>();
        stretches.add(new Stretch(0, 0));
        for (int step = 0; step < steps; step++) {
            double from = schedule.enterAt(step);
            if (from <= stretches.getLast().from()) {
                stretches.removeLast();
            }
            if (!Double.isInfinite(from)) {
                stretches.add(new Stretch(from, step + 1));
            }
        }
        return new SleepPlan(stretches);
    }

    /**
     * What an idle period of this length costs, in seconds.
     *
     * <p>A machine on its way to be awake still draws what it drew asleep, and the energy of waking besides; whoever
     * comes meanwhile waits for the rest of it.
     */
    public Spent spend(SleepProfile profile, double idle) {
        double energy = 0;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            SleepState state = profile.states().get(stretch.state());
            boolean last = i == stretches.size() - 1;
            double end = last ? Double.POSITIVE_INFINITY : stretches.get(i + 1).from();
            boolean wakes = !last && stretches.get(i + 1).state() < stretch.state();
            energy += state.power() * (Math.min(idle, end) - stretch.from());
            if (idle <= end) {
                double latency = state.wakeLatency().toNanos() / 1e9;
                return new Spent(energy + state.wakeEnergy(), wakes ? Math.min(latency, end - idle) : latency);
            }
            if (wakes) {
                energy += state.wakeEnergy();
            }
        }
        throw new IllegalArgumentException("an idle period without a length: " + idle);
    }

    /** The index of the state in which an idle period of this length ends. */
    public int stateAt(double idle) {
        int state = 0;
        for (Stretch stretch : stretches) {
            if (stretch.from() < idle) {
                state = stretch.state();
            }
        }
        return state;
    }

    /** From {@code from} seconds on, the state with this index in its profile. */
    public record Stretch(double from, int state) {}

    /** The energy of a whole idle period, and the seconds that its end waited for the machine. */
    public record Spent(double energy, double waited) {}
}
