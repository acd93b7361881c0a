package io.conductorloop.energy.sleep;

import java.util.Arrays;

/** How long idle periods have been, in bins whose widths grow with length, older periods fading. */
final class GapHistogram {
    static final int BINS = 72;
    private static final double SHORTEST = 5e-4;
    private static final double GROWTH = 1.25;
    private static final double DECAY = .9995;
    /** Periods thought to have been seen in every bin, so that nothing is held impossible. */
    private static final double PRIOR = .05;
    /** Periods that make a bin's share its own. */
    private static final double ENOUGH = 20;

    private static final int FURTHEST = 12;

    private final double[] counts = new double[BINS];
    private double scale = 1;

    GapHistogram() {
        Arrays.fill(counts, PRIOR);
    }

    /** Where the bin begins, in seconds. */
    static double edge(int bin) {
        return bin == 0 ? 0 : SHORTEST * Math.pow(GROWTH, bin - 1);
    }

    void add(double gap) {
        int bin = gap < SHORTEST ? 0 : Math.min(BINS - 1, 1 + (int) (Math.log(gap / SHORTEST) / Math.log(GROWTH)));
        // Instead of fading every bin, what is new counts for more.
        scale /= DECAY;
        counts[bin] += scale;
        if (scale > 1e9) {
            rescale();
        }
    }

    private void rescale() {
        for (int bin = 0; bin < BINS; bin++) {
            counts[bin] /= scale;
        }
        scale = 1;
    }

    /**
     * The share of periods that end within each bin. What few ended in is spread over neighbours until there are enough,
     * so that a lull among a handful of long periods is not taken for a rule, while a schedule that was kept often stays
     * sharp.
     */
    double[] shares() {
        double[] shares = new double[BINS];
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int reach = 0;
            while (found(bin, reach) < ENOUGH * scale && reach < FURTHEST) {
                reach++;
            }
            int first = Math.max(0, bin - reach);
            int last = Math.min(BINS - 1, bin + reach);
            for (int i = first; i <= last; i++) {
                shares[i] += counts[bin] / (last - first + 1);
            }
            sum += counts[bin];
        }
        for (int bin = 0; bin < BINS; bin++) {
            shares[bin] /= sum;
        }
        return shares;
    }

    private double found(int bin, int reach) {
        double found = 0;
        for (int i = Math.max(0, bin - reach); i <= Math.min(BINS - 1, bin + reach); i++) {
            found += counts[i];
        }
        return found;
    }
}
