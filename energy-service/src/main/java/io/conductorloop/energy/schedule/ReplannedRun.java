package io.conductorloop.energy.schedule;

import io.conductorloop.energy.forecast.IntensityForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A workload that is planned anew whenever more is known: of each plan only the time up to the next one is carried out, so
 * what a forecast got wrong later can be put right. Work that may not be broken is not planned again once it runs. Since
 * every plan ends in time, so does the run.
 */
public final class ReplannedRun {
    private final SchedulePlanner planner;
    private final Workload work;
    private final List<Window> ran = new ArrayList<>();
    private Duration done = Duration.ZERO;

    public ReplannedRun(SchedulePlanner planner, Workload work) {
        this.planner = planner;
        this.work = work;
    }

    /** Whether all of the work has been given its time. */
    public boolean isDone() {
        return done.equals(work.duration());
    }

    /** When the work ran or will, in order, as far as decided. */
    public List<Window> windows() {
        return List.copyOf(ran);
    }

    /**
     * Decides about the time until the next decision.
     *
     * @param now not before the {@code until} of the step before
     * @param until when more will be known and {@code step} be called again
     * @param forecast what is expected now
     * @throws IllegalStateException when it is too late, which it never is if steps follow on each other from before the
     *     latest start on
     */
    public void step(Instant now, Instant until, IntensityForecast forecast) {
        if (isDone()) {
            return;
        }
        switch (planner.plan(work.remaining(done), forecast, now)) {
            case SchedulePlan.TooLate late -> throw new IllegalStateException("called too late: " + late);
            case SchedulePlan.InTime plan -> {
                for (Window window : plan.windows()) {
                    if (window.start().isBefore(until)) {
                        boolean whole = !work.interruptible() || window.end().isBefore(until);
                        run(whole ? window : new Window(window.start(), until));
                    }
                }
            }
        }
    }

    private void run(Window window) {
        done = done.plus(window.length());
        ran.add(window);
    }
}
