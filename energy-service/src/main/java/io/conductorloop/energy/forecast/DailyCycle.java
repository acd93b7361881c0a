package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Instant;

/**
 * A grid as a daily profile and deviations from it, a stationary Gaussian process whose covariance depends on the time
 * between two slots alone. Both are taken from the last days, so they follow the season.
 */
final class DailyCycle {
    /** What makes a covariance estimated from few days invertible, as a share of the variance. */
    private static final double NUGGET = 1e-4;

    private final IntensitySeries past;
    private final int day;
    private final double[] profile;
    private final double[] covariance;

    private DailyCycle(IntensitySeries past, int day, double[] profile, double[] covariance) {
        this.past = past;
        this.day = day;
        this.profile = profile;
        this.covariance = covariance;
    }

    /**
     * @param past of at least one day
     * @param days how many of its last days count
     * @param lags up to how many slots apart two slots will be asked for
     * @throws IllegalArgumentException when nothing of them is known; a time of day of which nothing is has the mean of all
     */
    static DailyCycle of(IntensitySeries past, int days, int lags) {
        int day = RecentDays.slotsPerDay(past);
        int first = Math.max(0, past.size() - days * day);
        double[] profile = new double[day];
        int[] seen = new int[day];
        for (int i = first; i < past.size(); i++) {
            double value = past.value(i);
            if (!Double.isNaN(value)) {
                profile[i % day] += value;
                seen[i % day]++;
            }
        }
        double mean = past.slots(first, past.size()).mean();
        if (Double.isNaN(mean)) {
            throw new IllegalArgumentException("nothing known of the last " + days + " days");
        }
        for (int i = 0; i < day; i++) {
            profile[i] = seen[i] == 0 ? mean : profile[i] / seen[i];
        }
        double[] covariance = new double[lags + 1];
        for (int lag = 0; lag <= lags; lag++) {
            double sum = 0;
            for (int i = first + lag; i < past.size(); i++) {
                double product = (past.value(i) - profile[i % day]) * (past.value(i - lag) - profile[(i - lag) % day]);
                if (!Double.isNaN(product)) {
                    sum += product;
                }
            }
            // Over all slots, not over the fewer pairs of this lag: only so is the matrix positive semi-definite.
            covariance[lag] = sum / (past.size() - first);
        }
        covariance[0] += Math.max(covariance[0] * NUGGET, 1e-9);
        return new DailyCycle(past, day, profile, covariance);
    }

    /** The profile at a slot counted as in the past this was made of; later ones may be asked for. */
    double profile(int slot) {
        return profile[Math.floorMod(slot, day)];
    }

    int slotOf(Instant moment) {
        return past.slotOf(moment);
    }

    double covariance(int lag) {
        return covariance[Math.abs(lag)];
    }

    /**
     * The covariance between slots, n × n.
     *
     * @param noise a variance each slot's observation has on top
     */
    double[][] matrix(int[] slots, double noise) {
        double[][] matrix = new double[slots.length][slots.length];
        for (int i = 0; i < slots.length; i++) {
            for (int j = 0; j < slots.length; j++) {
                matrix[i][j] = covariance(slots[i] - slots[j]) + (i == j ? noise : 0);
            }
        }
        return matrix;
    }
}
