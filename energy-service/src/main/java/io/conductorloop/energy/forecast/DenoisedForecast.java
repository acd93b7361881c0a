package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import org.jspecify.annotations.Nullable;

/**
 * Frees a provider's forecast of as much of its noise as the grid's own past allows: the forecast's slots are taken for noisy
 * observations of a daily profile with correlated deviations, and the mean given those around it replaces each (a Wiener
 * filter). Noise in a forecast makes a planner choose moments that only look clean.
 */
public final class DenoisedForecast {
    /** Up to so many slots around one are looked at; farther ones say next to nothing about it. */
    private static final int WIDTH = 49;

    private final @Nullable DailyCycle cycle;
    private final double noise;

    private DenoisedForecast(@Nullable DailyCycle cycle, double noise) {
        this.cycle = cycle;
        this.noise = noise;
    }

    /**
     * Learns how the grid behaves.
     *
     * @param past what is known of the grid; with less than two whole days of it, forecasts stay as they are
     * @param days how many of its last days count, at least two
     * @param errorDeviation the standard deviation of the provider's errors, gCO2e/kWh, as its record shows it; with 0 its
     *     forecasts stay as they are
     */
    public static DenoisedForecast learn(IntensitySeries past, int days, double errorDeviation) {
        int day = RecentDays.slotsPerDay(past);
        boolean enough = past.size() >= 2 * day
                && days >= 2
                && errorDeviation > 0
                && !Double.isNaN(
                        past.slots(past.size() - days * day, past.size()).mean());
        return new DenoisedForecast(enough ? DailyCycle.of(past, days, WIDTH) : null, errorDeviation * errorDeviation);
    }

    /**
     * Frees a forecast of noise.
     *
     * @param provided a forecast in slots as those of the past; a gap stays a gap
     */
    public IntensityForecast of(IntensitySeries provided) {
        DailyCycle known = cycle;
        if (known == null || provided.size() == 0) {
            return IntensityForecast.certain(provided);
        }
        int size = provided.size();
        int width = Math.min(size, WIDTH);
        int first = known.slotOf(provided.start());
        double[][] gains = gains(known, width);
        double[] expected = new double[size];
        double[] spread = new double[size];
        for (int slot = 0; slot < size; slot++) {
            int left = Math.clamp(slot - width / 2, 0, size - width);
            double[] gain = gains[slot - left];
            double mean = known.profile(first + slot);
            double explained = 0;
            for (int i = 0; i < width; i++) {
                double observed = provided.value(left + i);
                if (!Double.isNaN(observed)) {
                    mean += gain[i] * (observed - known.profile(first + left + i));
                    explained += gain[i] * known.covariance(slot - left - i);
                }
            }
            expected[slot] = Double.isNaN(provided.value(slot)) ? Double.NaN : mean;
            spread[slot] = Math.sqrt(Math.max(0, known.covariance(0) - explained));
        }
        return Bounds.around(provided.start(), provided.step(), expected, spread);
    }

    /** For each slot of a window, the weights of all its observed deviations. */
    private double[][] gains(DailyCycle known, int width) {
        int[] slots = new int[width];
        for (int i = 0; i < width; i++) {
            slots[i] = i;
        }
        Cholesky cholesky = Cholesky.positiveDefinite(known.matrix(slots, noise));
        double[][] gains = new double[width][];
        for (int j = 0; j < width; j++) {
            double[] across = new double[width];
            for (int i = 0; i < width; i++) {
                across[i] = known.covariance(j - i);
            }
            gains[j] = cholesky.solve(across);
        }
        return gains;
    }
}
