package io.conductorloop.energy.forecast;

import java.time.Duration;
import java.time.Instant;

/** A Gaussian process given some of its values (Rasmussen and Williams 2006, eq. 2.23 and 2.24). */
final class ProcessConditioned {
    private ProcessConditioned() {}

    /**
     * @param cycle mean and covariance before anything is observed
     * @param seen slots that were observed
     * @param values what was observed there, gCO2e/kWh
     * @param noise the variance of an observation's error
     * @param first the first slot to say something of
     * @param slots how many
     */
    static IntensityForecast given(
            DailyCycle cycle,
            int[] seen,
            double[] values,
            double noise,
            int first,
            int slots,
            Instant start,
            Duration step) {
        Cholesky cholesky = Cholesky.positiveDefinite(cycle.matrix(seen, noise));
        double[] deviations = new double[seen.length];
        for (int i = 0; i < seen.length; i++) {
            deviations[i] = values[i] - cycle.profile(seen[i]);
        }
        double[] weights = cholesky.solve(deviations);
        double[] expected = new double[slots];
        double[] spread = new double[slots];
        double[] across = new double[seen.length];
        for (int j = 0; j < slots; j++) {
            double mean = cycle.profile(first + j);
            for (int i = 0; i < seen.length; i++) {
                across[i] = cycle.covariance(first + j - seen[i]);
                mean += across[i] * weights[i];
            }
            double explained = 0;
            for (double part : cholesky.half(across)) {
                explained += part * part;
            }
            expected[j] = Math.max(mean, 1e-3);
            spread[j] = Math.sqrt(Math.max(0, cycle.covariance(0) - explained));
        }
        return Bounds.around(start, step, expected, spread);
    }
}
