package io.conductorloop.energy.sleep;

import java.time.Duration;
import java.util.List;

/**
 * The sleep states of a machine, from awake to the deepest.
 *
 * <p>Staying asleep and waking are additive: going from one state to the next saves {@link #powerStep} for as long as
 * the idle period lasts and adds {@link #wakeStep} to its end. So each step is a ski rental of its own, bought at best
 * at once or never, and worth it from {@link #breakEven} on.
 */
public final class SleepProfile {
    private final List<SleepState> states;

    /**
     * A profile of given states.
     *
     * @param states awake first; each next one draws less, wakes at a higher cost, and is the cheapest for some length
     *     of idle period
     * @throws IllegalArgumentException when a state could be left out, since another is never dearer
     */
    public SleepProfile(List<SleepState> states) {
        this.states = List.copyOf(states);
        if (this.states.size() < 2 || this.states.getFirst().wakeEnergy() != 0) {
            throw new IllegalArgumentException("a sleep profile needs a state awake and one asleep");
        }
        double before = 0;
        for (int step = 0; step < steps(); step++) {
            if (!(powerStep(step) > 0) || !(wakeStep(step) > 0) || !(breakEven(step) > before)) {
                throw new IllegalArgumentException(
                        "never the cheapest: " + this.states.get(step + 1).name());
            }
            before = breakEven(step);
        }
    }

    /** The seed report's: 20 % saved for 1 ms to wake, 60 % for 10 ms, 90 % for 100 ms; waking draws full power. */
    public static SleepProfile seed() {
        return new SleepProfile(List.of(
                new SleepState("awake", 1, 0, Duration.ZERO),
                new SleepState("light sleep", .8, .001, Duration.ofMillis(1)),
                new SleepState("deep sleep", .4, .01, Duration.ofMillis(10)),
                new SleepState("hibernate", .1, .1, Duration.ofMillis(100))));
    }

    /** A base station of category 1 of 3GPP TR 38.864, relative power, seconds; micro sleep needs no waking. */
    public static SleepProfile baseStationCategory1() {
        return new SleepProfile(List.of(
                new SleepState("micro sleep", 55, 0, Duration.ZERO),
                new SleepState("light sleep", 25, .09, Duration.ofMillis(6)),
                new SleepState("deep sleep", 1, 1, Duration.ofMillis(50))));
    }

    /** A base station of category 2 of 3GPP TR 38.864, relative power, seconds; micro sleep needs no waking. */
    public static SleepProfile baseStationCategory2() {
        return new SleepProfile(List.of(
                new SleepState("micro sleep", 5.5, 0, Duration.ZERO),
                new SleepState("light sleep", 2.1, 1.088, Duration.ofMillis(640)),
                new SleepState("deep sleep", 1, 17, Duration.ofSeconds(10))));
    }

    public List<SleepState> states() {
        return states;
    }

    /** How many times a machine can go one state deeper. */
    public int steps() {
        return states.size() - 1;
    }

    /** What step {@code step} (from state {@code step} to the next) saves a unit of time. */
    public double powerStep(int step) {
        return states.get(step).power() - states.get(step + 1).power();
    }

    /** What step {@code step} adds to the cost of waking. */
    public double wakeStep(int step) {
        return states.get(step + 1).wakeEnergy() - states.get(step).wakeEnergy();
    }

    /** The length of an idle period from which on step {@code step} pays. */
    public double breakEven(int step) {
        return wakeStep(step) / powerStep(step);
    }

    /** The least energy with which an idle period of this length can be spent, by whoever knows it beforehand. */
    public double optimum(double idle) {
        double least = Double.POSITIVE_INFINITY;
        for (SleepState state : states) {
            least = Math.min(least, state.power() * idle + state.wakeEnergy());
        }
        return least;
    }

    /** What an idle period of this length costs under the schedule, the waking included. */
    public double energy(SleepSchedule schedule, double idle) {
        double energy = states.getLast().power() * idle;
        for (int step = 0; step < steps(); step++) {
            energy += stepEnergy(step, schedule.enterAt(step), idle);
        }
        return energy;
    }

    /** One step's share of that: rent until {@code enterAt}, and the price once entered. */
    double stepEnergy(int step, double enterAt, double idle) {
        return powerStep(step) * Math.min(idle, enterAt) + (idle > enterAt ? wakeStep(step) : 0);
    }

    /**
     * By how much at most this schedule is dearer than {@code factor} times the optimum, over all lengths of the idle
     * period. The difference rises only by jumps, just after a state is entered, when the deepest state is entered at
     * all; so those moments are all that can be worst.
     */
    double worstExcess(SleepSchedule schedule, double factor) {
        double worst = 0;
        for (int entered = 0; entered < steps(); entered++) {
            double idle = schedule.enterAt(entered);
            if (Double.isInfinite(idle)) {
                return Double.POSITIVE_INFINITY;
            }
            double energy = states.getLast().power() * idle;
            for (int step = 0; step < steps(); step++) {
                double at = schedule.enterAt(step);
                energy += powerStep(step) * Math.min(idle, at) + (idle >= at ? wakeStep(step) : 0);
            }
            worst = Math.max(worst, energy - factor * optimum(idle));
        }
        return worst;
    }
}
