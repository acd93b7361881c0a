package io.conductorloop.energy.dvfs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Chooses the frequency that does the work with the least energy among those that keep a latency and a power budget.
 *
 * <p>Not the lowest that is fast enough: a slow machine draws its static power for longer, so energy per unit of work is
 * least somewhere in between.
 */
public final class FrequencyOptimiser {
    /** How much faster than the target an unmeasured frequency must be thought to be. */
    private static final double RATE_MARGIN = .005;

    private final List<Integer> hardware;
    private final List<OperatingPoint> measured;
    private final IntToDoubleFunction watts;
    private final IntToDoubleFunction atMost;
    private final IntPredicate known;
    private final double[] rate;

    private FrequencyOptimiser(
            List<Integer> hardware,
            List<OperatingPoint> measured,
            IntToDoubleFunction watts,
            IntToDoubleFunction atMost,
            IntPredicate known) {
        this.hardware = hardware.stream().sorted().toList();
        this.measured = measured;
        this.watts = watts;
        this.atMost = atMost;
        this.known = known;
        // Work goes with the clock, less what waits for memory: a line through the measured points.
        rate = LeastSquares.relative(
                measured.stream()
                        .map(point -> new double[] {1, point.megahertz()})
                        .toArray(double[][]::new),
                measured.stream().mapToDouble(OperatingPoint::eventsPerSecond).toArray());
    }

    /**
     * Over the frequencies that the hardware has, by what was measured at some of them. One above all measured is never
     * chosen, since nothing bounds its power.
     */
    public static FrequencyOptimiser measured(List<Integer> hardware, List<OperatingPoint> measured) {
        VoltageLevels levels = new VoltageLevels(measured);
        int fastest =
                measured.stream().mapToInt(OperatingPoint::megahertz).max().orElseThrow();
        return new FrequencyOptimiser(
                hardware, measured, levels::watts, levels::atMost, megahertz -> megahertz <= fastest);
    }

    /** The same by a law that is believed at every frequency. */
    public static FrequencyOptimiser by(PowerCurve law, List<Integer> hardware, List<OperatingPoint> measured) {
        return new FrequencyOptimiser(hardware, measured, law::watts, law::watts, _ -> true);
    }

    /** Work a second at this frequency under full load. */
    public double eventsPerSecond(int megahertz) {
        for (OperatingPoint point : measured) {
            if (point.megahertz() == megahertz) {
                return point.eventsPerSecond();
            }
        }
        return rate[0] + rate[1] * megahertz;
    }

    /**
     * The best frequency.
     *
     * @param targetLatency within which {@code events} units of work must be done
     * @param powerBudget watts that must not be exceeded
     */
    public FrequencyChoice optimise(Duration targetLatency, double events, double powerBudget) {
        double seconds = targetLatency.toNanos() / 1e9;
        if (!(seconds > 0) || !(events > 0)) {
            throw new IllegalArgumentException("work and a time to do it in, not " + events + " in " + targetLatency);
        }
        FrequencyChoice best = new FrequencyChoice.Impossible(String.format(
                Locale.ROOT,
                "no measured or bounded frequency does %.0f events/s within %.2f W",
                events / seconds,
                powerBudget));
        double least = Double.POSITIVE_INFINITY;
        for (int megahertz : hardware) {
            double does = eventsPerSecond(megahertz);
            boolean sure = measured.stream().anyMatch(point -> point.megahertz() == megahertz);
            boolean keeps = known.test(megahertz)
                    && events / (sure ? does : does * (1 - RATE_MARGIN)) <= seconds
                    && atMost.applyAsDouble(megahertz) <= powerBudget;
            double joules = watts.applyAsDouble(megahertz) / does;
            if (keeps && joules < least) {
                least = joules;
                best = new FrequencyChoice.Run(megahertz, watts.applyAsDouble(megahertz), does, joules);
            }
        }
        return best;
    }
}
