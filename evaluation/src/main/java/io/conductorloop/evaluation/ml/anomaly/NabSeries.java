package io.conductorloop.evaluation.ml.anomaly;

import java.time.Instant;
import java.util.List;

/**
 * One series of the Numenta Anomaly Benchmark.
 *
 * @param name family and file, as {@code realTraffic/speed_6005.csv}
 * @param times of each row, ascending
 * @param values of each row
 * @param windows within which an alarm counts as a hit, ascending, none overlapping
 */
record NabSeries(String name, List<Instant> times, double[] values, List<Window> windows) {

    /** Rows from {@code first} to {@code last}, both within. */
    record Window(int first, int last) {
        boolean contains(int row) {
            return first <= row && row <= last;
        }

        int length() {
            return last - first + 1;
        }
    }

    /** The family, as {@code realTraffic}. */
    String family() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** Rows at the start on which nothing is scored: 15 %, at most 750. */
    int probation() {
        return (int) Math.min(Math.floor(0.15 * values.length), 0.15 * 5000);
    }
}
