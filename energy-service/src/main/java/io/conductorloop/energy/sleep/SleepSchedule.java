package io.conductorloop.energy.sleep;

import java.util.Arrays;

/** When, counted from the begin of an idle period, a machine goes to each next deeper state. */
public final class SleepSchedule {
    private final double[] enterAt;

    private SleepSchedule(double[] enterAt) {
        this.enterAt = enterAt;
    }

    /**
     * A schedule of given times.
     *
     * @param enterAt one time for each step, ascending; infinite for a state never entered
     * @throws IllegalArgumentException when a deeper state would be entered before the one above it
     */
    public static SleepSchedule of(double... enterAt) {
        double before = 0;
        for (double at : enterAt) {
            if (!(at >= before)) {
                throw new IllegalArgumentException("not ascending: " + Arrays.toString(enterAt));
            }
            before = at;
        }
        return new SleepSchedule(enterAt.clone());
    }

    /** Enters each state when an idle period that ended now would be as cheap there: at its break-even time. */
    public static SleepSchedule lowerEnvelope(SleepProfile profile) {
        double[] enterAt = new double[profile.steps()];
        Arrays.setAll(enterAt, profile::breakEven);
        return new SleepSchedule(enterAt);
    }

    /** Goes at once to the state that is best for an idle period of this length, and stays. */
    public static SleepSchedule atOnceFor(SleepProfile profile, double idle) {
        double[] enterAt = new double[profile.steps()];
        Arrays.setAll(enterAt, step -> idle > profile.breakEven(step) ? 0 : Double.POSITIVE_INFINITY);
        return new SleepSchedule(enterAt);
    }

    /** Between this one ({@code share} 1) and the other (0); all times must be finite. */
    SleepSchedule towards(SleepSchedule other, double share) {
        double[] between = new double[enterAt.length];
        Arrays.setAll(between, step -> share * enterAt[step] + (1 - share) * other.enterAt[step]);
        return new SleepSchedule(between);
    }

    public double enterAt(int step) {
        return enterAt[step];
    }

    @Override
    public String toString() {
        return "SleepSchedule" + Arrays.toString(enterAt);
    }
}
