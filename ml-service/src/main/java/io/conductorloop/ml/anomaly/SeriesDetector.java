package io.conductorloop.ml.anomaly;

import java.time.Instant;

/** Says of each value of a single series, as it comes, how unusual it is; knows nothing of later values. */
public interface SeriesDetector {
    /**
     * Takes the series' next value.
     *
     * @param time when it was measured, later than the one before
     * @param value in the series' own unit
     * @return how unusual it is, from 0 (not at all) to 1; the scale is the detector's own, the order is what counts
     */
    double observe(Instant time, double value);
}
