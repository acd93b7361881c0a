package io.conductorloop.evaluation.ml.decision;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Plays intents into a {@link SlowRepository}, by one lead for a step of priority or by one that is chosen anew each minute. */
final class PriorityReplay {
    /** Leads that are tried, seconds; the last lets nothing but priority count. */
    static final double[] LEADS = {0, 0.5, 1, 2, 4, 8, 1e9};

    /** What a Porch revision takes under the lock of its git address, ADR 0013, seconds. */
    static final double REVISION = 0.457 + 0.561 + 0.699;

    /** The time that production promises before such a store, {@code k8s/overlays/production}, seconds. */
    static final double BOUND = 15;

    private static final int AHEAD = 10;
    private static final int FUTURES = 8;
    private static final double MINUTE = UrgentArrivals.MINUTE;

    private final double[] perMinute;
    private final UrgentArrivals arrivals;
    private final SplittableRandom random;
    private final double weights;
    private final double lowest;

    /** Intents at these rates; {@code packageCount} as {@link UrgentArrivals} has it. */
    PriorityReplay(double[] perMinute, int packageCount, SplittableRandom random) {
        this.perMinute = perMinute;
        this.arrivals = UrgentArrivals.of(perMinute, 0, perMinute.length, packageCount, random);
        this.random = random;
        this.weights = Arrays.stream(arrivals.priorities())
                .map(priority -> 1 + priority)
                .sum();
        this.lowest = Arrays.stream(arrivals.priorities())
                .filter(priority -> priority == 0)
                .count();
    }

    /**
     * What came of it.
     *
     * @param waiting mean of all intents, weighted by what priority says, seconds
     * @param late share of those of priority 0 that waited beyond the bound
     */
    record Waited(double waiting, double late) {
        /** Both in one figure: waiting in units of the bound, and the share. */
        double cost() {
            return waiting / BOUND + late;
        }
    }

    Waited fixed(double lead) {
        SlowRepository repository = repository();
        repository.run(Double.POSITIVE_INFINITY, lead);
        return waited(repository, 0);
    }

    /**
     * The lead is chosen each minute by one who knows every intent that comes in the next eleven: what costs least if {@code after} holds
     * from the second on.
     */
    Waited knowingIntents(double after) {
        return chosen(after, (repository, minute) -> new SlowRepository[] {repository.copy()});
    }

    /**
     * As before, by one who knows what waits and the load of each minute, but not which intents make it up: the lead is changed where
     * that costs less in futures with that load, beyond chance.
     */
    Waited knowingLoads(double after) {
        return chosen(
                after,
                (repository, minute) -> IntStream.range(0, FUTURES)
                        .mapToObj(_ -> repository.withOther(UrgentArrivals.of(
                                perMinute, minute, minute + AHEAD + 1, arrivals.packageCount(), random)))
                        .toArray(SlowRepository[]::new));
    }

    /** What may come, as seen from the beginning of a minute. */
    private interface Foresight {
        SlowRepository[] futures(SlowRepository now, int minute);
    }

    private Waited chosen(double after, Foresight foresight) {
        SlowRepository repository = repository();
        for (int minute = 0; minute < perMinute.length; minute++) {
            double end = (minute + 1) * MINUTE;
            double horizon = end + AHEAD * MINUTE;
            SlowRepository[] futures = foresight.futures(repository, minute);
            double[] usual = costs(futures, end, after, after, horizon);
            double best = after;
            double most = 0;
            for (double lead : LEADS) {
                double gain = lead == after ? 0 : gain(usual, costs(futures, end, lead, after, horizon));
                if (gain > most) {
                    best = lead;
                    most = gain;
                }
            }
            repository.run(end, best);
        }
        repository.run(Double.POSITIVE_INFINITY, after);
        return waited(repository, 0);
    }

    private double[] costs(SlowRepository[] futures, double end, double lead, double after, double horizon) {
        return Arrays.stream(futures)
                .mapToDouble(future -> {
                    SlowRepository tried = future.copy();
                    tried.run(end, lead);
                    tried.run(horizon, after);
                    return waited(tried, horizon).cost();
                })
                .toArray();
    }

    /** How much less the other costs on average of all futures; 0 where they do not agree, within two standard errors. */
    private static double gain(double[] usual, double[] other) {
        int count = usual.length;
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += (usual[i] - other[i]) / count;
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (usual[i] - other[i] - mean) * (usual[i] - other[i] - mean);
        }
        return count > 1 && mean <= 2 * Math.sqrt(squares / (count - 1) / count) ? 0 : mean;
    }

    private SlowRepository repository() {
        return new SlowRepository(arrivals, REVISION, BOUND);
    }

    private Waited waited(SlowRepository repository, double now) {
        return new Waited(repository.weightedWaiting(now) / weights, repository.tooLong(now) / lowest);
    }
}
