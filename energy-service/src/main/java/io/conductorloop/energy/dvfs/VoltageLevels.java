package io.conductorloop.energy.dvfs;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Power as hardware behaves: power = static + k·f, where k is the square of the voltage and steps up at some frequencies.
 *
 * <p>A range of frequencies often shares a voltage, and then power is a line; cubes come from raising both. The levels
 * are found from the measured points: as few as fit each of them within {@link #TOLERANCE}, the static part common, k
 * never falling with frequency. A frequency between two levels is taken to run at the lower, since makers raise the
 * voltage no earlier than they must; {@link #atMost} does not rely on it. Above all measured, the voltage is taken to rise
 * with the square root of the frequency, so k with the frequency itself: about what the operating points of ARM cores do
 * above their voltage's floor (Linux's tables of the RK3399 and the S922X: exponents around a half, at the very top more).
 */
public final class VoltageLevels implements PowerCurve {
    static final double TOLERANCE = .02;
    /** The relative error to which an unmeasured frequency within the measured range is held. */
    static final double MARGIN = .03;

    private static final int MOST_POINTS = 16;

    private final List<OperatingPoint> measured;
    private final Fit fit;

    /**
     * Finds the levels.
     *
     * @param measured two to sixteen points at different frequencies
     */
    public VoltageLevels(List<OperatingPoint> measured) {
        this.measured = measured.stream()
                .sorted(Comparator.comparingInt(OperatingPoint::megahertz))
                .toList();
        if (measured.size() < 2 || measured.size() > MOST_POINTS) {
            throw new IllegalArgumentException("levels are found from 2 to 16 points, not " + measured.size());
        }
        fit = fit();
    }

    /** How many voltages the measured points show. */
    public int levels() {
        return fit.coefficients.length - 1;
    }

    /** Whether this frequency lies within those measured: beyond them, a step of the voltage shows in no point. */
    public boolean covers(int megahertz) {
        return megahertz >= measured.getFirst().megahertz()
                && megahertz <= measured.getLast().megahertz();
    }

    /** What was measured where it was, else the level's line, and a rising voltage above all that was measured. */
    @Override
    public double watts(int megahertz) {
        int fastest = measured.getLast().megahertz();
        if (megahertz > fastest) {
            int top = fit.levels[measured.size() - 1];
            return line(top, megahertz) + fit.coefficients[1 + top] * megahertz * ((double) megahertz / fastest - 1);
        }
        int level = 0;
        for (int i = 0; i < measured.size(); i++) {
            OperatingPoint point = measured.get(i);
            if (point.megahertz() == megahertz) {
                return point.watts();
            }
            if (point.megahertz() < megahertz) {
                level = fit.levels[i];
            }
        }
        return line(level, megahertz);
    }

    /** A power that is not exceeded: what was measured, else the level's line and a margin; below all, the lowest. */
    public double atMost(int megahertz) {
        if (megahertz < measured.getFirst().megahertz()) {
            return measured.getFirst().watts();
        }
        boolean known = measured.stream().anyMatch(point -> point.megahertz() == megahertz);
        return known ? watts(megahertz) : watts(megahertz) * (1 + MARGIN);
    }

    private double line(int level, int megahertz) {
        return fit.coefficients[0] + fit.coefficients[1 + level] * megahertz;
    }

    private Fit fit() {
        Fit best = null;
        for (int cuts = 0; cuts < measured.size() - 1; cuts++) {
            best = best(cuts, best);
            if (best != null && best.worst <= TOLERANCE) {
                break;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("power falls with frequency: " + measured);
        }
        return best;
    }

    /** The best of all divisions with so many cuts, or what was found before when none makes sense or is better. */
    private @Nullable Fit best(int cuts, @Nullable Fit before) {
        Fit best = before;
        for (int set = 0; set < 1 << (measured.size() - 1); set++) {
            if (Integer.bitCount(set) == cuts) {
                Fit candidate = fitted(set);
                if (candidate != null && (best == null || candidate.squares < best.squares)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private @Nullable Fit fitted(int set) {
        int count = measured.size();
        int[] levels = new int[count];
        for (int i = 1; i < count; i++) {
            levels[i] = levels[i - 1] + (set >> (i - 1) & 1);
        }
        double[][] rows = new double[count][2 + levels[count - 1]];
        double[] watts = new double[count];
        for (int i = 0; i < count; i++) {
            rows[i][0] = 1;
            rows[i][1 + levels[i]] = measured.get(i).megahertz();
            watts[i] = measured.get(i).watts();
        }
        double[] coefficients;
        try {
            coefficients = LeastSquares.relative(rows, watts);
        } catch (IllegalArgumentException undetermined) {
            return null;
        }
        double squares = 0;
        double worst = 0;
        for (int i = 0; i < count; i++) {
            double error = (coefficients[0] + coefficients[1 + levels[i]] * rows[i][1 + levels[i]]) / watts[i] - 1;
            squares += error * error;
            worst = Math.max(worst, Math.abs(error));
        }
        boolean rising = coefficients[0] >= 0 && coefficients[1] > 0;
        for (int level = 2; level < coefficients.length; level++) {
            rising &= coefficients[level] >= coefficients[level - 1];
        }
        return rising ? new Fit(levels, coefficients, squares, worst) : null;
    }

    private record Fit(int[] levels, double[] coefficients, double squares, double worst) {
        @Override
        public String toString() {
            return "Fit" + Arrays.toString(levels) + Arrays.toString(coefficients);
        }
    }
}
