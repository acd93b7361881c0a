package io.conductorloop.evaluation.ml.decision;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Intents as they come to one repository, in order of time.
 *
 * @param times of coming, seconds
 * @param priorities 0 to 10 each
 * @param packages that each is for, counted from 0
 * @param packageCount how many packages there are
 */
record UrgentArrivals(double[] times, int[] priorities, int[] packages, int packageCount) {
    static final int MOST_URGENT = 10;
    static final double MINUTE = 60;

    /** Of an intent whose author says nothing. */
    private static final int DEFAULT_PRIORITY = 5;

    private static final double SILENT_AUTHORS = 0.5;

    /**
     * Poisson arrivals at the rate of each minute. Half of the authors say nothing of priority, the other half anything from 0 to 10
     * alike.
     *
     * @param perMinute how many come in each minute on average
     * @param from the first minute in which any come, and {@code to} the first after them
     * @param packageCount among which they are spread alike; 0: each is for a package of its own
     */
    static UrgentArrivals of(double[] perMinute, int from, int to, int packageCount, SplittableRandom random) {
        double[] times = new double[1_024];
        int count = 0;
        for (int minute = from; minute < Math.min(to, perMinute.length); minute++) {
            double rate = perMinute[minute] / MINUTE;
            double end = (minute + 1) * MINUTE;
            for (double at = minute * MINUTE + gap(rate, random); at < end; at += gap(rate, random)) {
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count++] = at;
            }
        }
        int[] priorities = new int[count];
        int[] packages = new int[count];
        for (int i = 0; i < count; i++) {
            priorities[i] = random.nextDouble() < SILENT_AUTHORS ? DEFAULT_PRIORITY : random.nextInt(MOST_URGENT + 1);
            packages[i] = packageCount == 0 ? i : random.nextInt(packageCount);
        }
        return new UrgentArrivals(Arrays.copyOf(times, count), priorities, packages, packageCount);
    }

    private static double gap(double rate, SplittableRandom random) {
        return rate > 0 ? random.nextExponential() / rate : Double.POSITIVE_INFINITY;
    }

    int count() {
        return times.length;
    }
}
