package io.conductorloop.benchmarks.pipeline;

import java.util.Comparator;
import java.util.List;

/**
 * The runs of one load, ours and the ceiling's, taken in turn.
 *
 * @param onceLimit as {@link OnceLimit} says; 0 where it was not asked
 */
record Comparison(Scenario scenario, List<Run> ours, List<Run> ceiling, double onceLimit) {
    private static final Comparator<Run> BY_THROUGHPUT = Comparator.comparingDouble(Run::perSecond);

    /** Our run of the median throughput. */
    Run ourMedian() {
        return median(ours);
    }

    /** The ceiling's. */
    Run ceilingMedian() {
        return median(ceiling);
    }

    /** Throughput by throughput. */
    double ratio() {
        return ourMedian().perSecond() / ceilingMedian().perSecond();
    }

    private static Run median(List<Run> runs) {
        List<Run> sorted = runs.stream().sorted(BY_THROUGHPUT).toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
