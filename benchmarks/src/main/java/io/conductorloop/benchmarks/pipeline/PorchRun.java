package io.conductorloop.benchmarks.pipeline;

import java.util.Map;

/**
 * What one way of writing to Porch showed under one load.
 *
 * @param seconds from the first file due to the end of the run: all at their ends, or no more time
 * @param ended intents at their ends by then
 * @param loadLag how many had been handed over and not ended when the load was over
 * @param p50 from a file being due to its being at its end, of those that ended, milliseconds
 * @param p99 the same
 * @param revisions published
 * @param effected intents that are in one of them; the others were superseded within a revision's batch
 * @param packagesPerRepository how the packages fell
 */
record PorchRun(
        String way,
        int targets,
        int rate,
        int intents,
        double seconds,
        int ended,
        int loadLag,
        double p50,
        double p99,
        double max,
        int revisions,
        int effected,
        Map<String, Integer> packagesPerRepository) {
    double intentsPerRevision() {
        return revisions == 0 ? 0 : (double) ended / revisions;
    }

    double endedPerSecond() {
        return ended / seconds;
    }
}
