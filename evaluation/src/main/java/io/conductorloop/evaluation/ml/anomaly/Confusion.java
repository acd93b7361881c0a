package io.conductorloop.evaluation.ml.anomaly;

/** Hits and misses of alarms, counted sample by sample. */
final class Confusion {
    private int truePositives;
    private int falsePositives;
    private int falseNegatives;
    private int trueNegatives;

    void count(boolean alarm, boolean anomalous) {
        if (alarm && anomalous) {
            truePositives++;
        } else if (alarm) {
            falsePositives++;
        } else if (anomalous) {
            falseNegatives++;
        } else {
            trueNegatives++;
        }
    }

    double f1() {
        return 2.0 * truePositives / Math.max(1, 2 * truePositives + falsePositives + falseNegatives);
    }

    /** Share of normal samples with an alarm, in percent. */
    double falseAlarmRate() {
        return 100.0 * falsePositives / Math.max(1, falsePositives + trueNegatives);
    }

    /** Share of anomalous samples with an alarm, in percent. */
    double hitRate() {
        return 100.0 * truePositives / Math.max(1, truePositives + falseNegatives);
    }
}
