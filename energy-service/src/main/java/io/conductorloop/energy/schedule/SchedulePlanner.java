package io.conductorloop.energy.schedule;

import io.conductorloop.energy.carbon.GramsPerKilowattHour;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.IntensityForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Plans one workload: the exact optimum for a given forecast, or at once when waiting may do harm.
 *
 * <p>Intensity is constant within a slot, so the carbon of an unbroken run is a piecewise linear function of its start: its
 * least value lies where the run starts or ends on a slot's edge, or at one end of what is allowed. A run that may be broken
 * takes the cheapest slots, which is the optimum of a fractional knapsack. Of equals, the earliest wins.
 */
public final class SchedulePlanner {
    private final double caution;

    /**
     * A planner that may be cautious.
     *
     * @param caution how many standard deviations of its own error an expected saving must exceed; 0 takes any saving
     * @throws IllegalArgumentException when negative
     */
    public SchedulePlanner(double caution) {
        if (!(caution >= 0)) {
            throw new IllegalArgumentException("caution is not negative: " + caution);
        }
        this.caution = caution;
    }

    /**
     * Plans.
     *
     * @param forecast may be shorter than the time to the deadline and have gaps: what it does not say is not planned on
     * @param now the moment of planning
     */
    public SchedulePlan plan(Workload work, IntensityForecast forecast, Instant now) {
        Instant earliest = now.isAfter(work.earliestStart()) ? now : work.earliestStart();
        if (earliest.isAfter(work.latestStart())) {
            return new SchedulePlan.TooLate(work.latestStart(), earliest);
        }
        Window atOnce = Window.of(earliest, work.duration());
        if (earliest.equals(work.latestStart())) {
            return new SchedulePlan.AtOnce(atOnce, SchedulePlan.Why.NO_SLACK);
        }
        IntensitySeries expected = forecast.expected();
        Optional<List<Window>> best =
                work.interruptible() ? cheapestSlots(work, expected, earliest) : cheapestRun(work, expected, earliest);
        double soon = MeanIntensity.over(expected, List.of(atOnce));
        if (best.isEmpty() || Double.isNaN(soon)) {
            return new SchedulePlan.AtOnce(atOnce, SchedulePlan.Why.INTENSITY_UNKNOWN);
        }
        double least = MeanIntensity.over(expected, best.get());
        if (!(least < soon * (1 - 1e-12))) {
            return new SchedulePlan.AtOnce(atOnce, SchedulePlan.Why.NOW_IS_CLEANEST);
        }
        if (soon - least <= caution * deviation(forecast, atOnce, best.get())) {
            return new SchedulePlan.AtOnce(atOnce, SchedulePlan.Why.SAVING_UNCERTAIN);
        }
        return new SchedulePlan.Deferred(best.get(), new GramsPerKilowattHour(least), new GramsPerKilowattHour(soon));
    }

    private static Optional<List<Window>> cheapestRun(Workload work, IntensitySeries expected, Instant earliest) {
        Duration duration = work.duration();
        Instant latest = work.latestStart();
        TreeSet<Instant> starts = new TreeSet<>(List.of(earliest, latest));
        int last = Math.min(expected.size(), expected.slotOf(work.deadline()) + 1);
        for (int slot = Math.max(0, expected.slotOf(earliest)); slot <= last; slot++) {
            Instant edge = expected.slotStart(slot);
            starts.add(edge);
            starts.add(edge.minus(duration));
        }
        Window best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Instant start : starts.subSet(earliest, true, latest, true)) {
            Window window = Window.of(start, duration);
            double mean = MeanIntensity.over(expected, List.of(window));
            if (mean < least - 1e-12 * Math.abs(mean)) {
                least = mean;
                best = window;
            }
        }
        return Optional.ofNullable(best).map(List::of);
    }

    private static Optional<List<Window>> cheapestSlots(Workload work, IntensitySeries expected, Instant earliest) {
        List<Integer> slots = new ArrayList<>();
        int last = Math.min(expected.size() - 1, expected.slotOf(work.deadline()));
        for (int slot = Math.max(0, expected.slotOf(earliest)); slot <= last; slot++) {
            if (!Double.isNaN(expected.value(slot))) {
                slots.add(slot);
            }
        }
        slots.sort(Comparator.comparingDouble(expected::value));
        Duration left = work.duration();
        List<Window> taken = new ArrayList<>();
        for (int slot : slots) {
            Instant from = later(expected.slotStart(slot), earliest);
            Instant to = earlier(expected.slotStart(slot + 1), work.deadline());
            Duration usable = Duration.between(from, to);
            if (!usable.isPositive()) {
                continue;
            }
            if (usable.compareTo(left) >= 0) {
                taken.add(Window.of(from, left));
                return Optional.of(joined(taken));
            }
            taken.add(new Window(from, to));
            left = left.minus(usable);
        }
        return Optional.empty();
    }

    /** Puts windows in order and makes one of those that touch. */
    private static List<Window> joined(List<Window> windows) {
        List<Window> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparing(Window::start));
        List<Window> joined = new ArrayList<>();
        for (Window window : sorted) {
            if (!joined.isEmpty() && joined.getLast().end().equals(window.start())) {
                window = new Window(joined.removeLast().start(), window.end());
            }
            joined.add(window);
        }
        return joined;
    }

    /**
     * The standard deviation of a saving's error. Errors of slots near to each other rise and fall together, so none is
     * averaged away within a window; between now and then they count as independent.
     */
    private static double deviation(IntensityForecast forecast, Window atOnce, List<Window> windows) {
        double now = forecast.deviation(forecast.expected().slotOf(atOnce.start()));
        double then = 0;
        for (Window window : windows) {
            then = Math.max(then, forecast.deviation(forecast.expected().slotOf(window.start())));
        }
        return Math.hypot(now, then);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
