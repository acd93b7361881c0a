package io.conductorloop.energy.sleep;

import java.util.Arrays;
import java.util.List;

/**
 * Learns, for each step of the profile, the time of entering that would have cost least in the periods so far.
 *
 * <p>Since the steps are ski rentals of their own, a small grid of times for each, in parts of its break-even time, holds
 * all that can be chosen. Several {@link StepLosses memories} keep the mean cost of every time: of all periods, of the
 * last few, of those after a similar period, of those with a similar prediction. They are mixed by exponential weights
 * on what their own choices have cost lately, so a prediction counts for as much as it has been worth and no more.
 * Gives finite times only; alone it has no bound, within {@link RobustPolicy} it has.
 */
public final class LearningPolicy implements SleepPolicy {
    private static final double[] GRID = {0, .01, .02, .04, .07, .1, .15, .2, .3, .4, .5, .6, .8, 1, 1.5, 2, 3, 5};
    private static final double SHARPNESS = 4;
    private static final double FORGETTING = .99;

    private final SleepProfile profile;
    private final double[][] times;
    private final List<StepLosses> memories;
    private final double[] regrets;
    private final int[][] choices;
    private final double scale;
    private double last = Double.NaN;
    private double secondLast = Double.NaN;
    private double predicted;

    public LearningPolicy(SleepProfile profile) {
        this.profile = profile;
        times = new double[profile.steps()][GRID.length];
        for (int step = 0; step < times.length; step++) {
            double breakEven = profile.breakEven(step);
            Arrays.setAll(times[step], i -> GRID[i] * breakEven);
        }
        memories = List.of(
                new StepLosses(times, .997, 0),
                new StepLosses(times, .97, 3),
                new StepLosses(times, .997, 3),
                new StepLosses(times, .997, 3),
                new StepLosses(times, .997, 3));
        regrets = new double[memories.size()];
        choices = new int[memories.size()][times.length];
        scale = profile.states().getLast().wakeEnergy();
    }

    @Override
    public SleepSchedule next(double predicted) {
        this.predicted = predicted;
        double[] weights = weights();
        double[][] parent = memories.getFirst().mean(0, null);
        double[][] mixed = new double[times.length][GRID.length];
        for (int m = 0; m < memories.size(); m++) {
            double[][] mean = m == 0 ? parent : memories.get(m).mean(context(m), parent);
            for (int step = 0; step < times.length; step++) {
                choices[m][step] = least(mean[step]);
                for (int i = 0; i < GRID.length; i++) {
                    mixed[step][i] += weights[m] * mean[step][i];
                }
            }
        }
        double[] enterAt = new double[times.length];
        double deeper = Double.POSITIVE_INFINITY;
        for (int step = times.length - 1; step >= 0; step--) {
            deeper = Math.min(deeper, times[step][least(mixed[step])]);
            enterAt[step] = deeper;
        }
        return SleepSchedule.of(enterAt);
    }

    @Override
    public void learn(double idle) {
        double[][] losses = new double[times.length][GRID.length];
        for (int step = 0; step < times.length; step++) {
            for (int i = 0; i < GRID.length; i++) {
                losses[step][i] = profile.stepEnergy(step, times[step][i], idle);
            }
        }
        for (int m = 0; m < memories.size(); m++) {
            double cost = 0;
            for (int step = 0; step < times.length; step++) {
                cost += losses[step][choices[m][step]];
            }
            regrets[m] = FORGETTING * regrets[m] + cost / scale;
            memories.get(m).learn(context(m), losses);
        }
        secondLast = last;
        last = idle;
    }

    private int context(int memory) {
        return switch (memory) {
            case 2 -> similar(last);
            case 3 -> 31 * similar(last) + similar(secondLast);
            case 4 -> similar(predicted);
            default -> 0;
        };
    }

    /** Lengths that fall between the same two break-even times, or the same half of what lies between, are alike. */
    private int similar(double idle) {
        int bucket = 0;
        for (int step = 0; step < times.length && idle > profile.breakEven(step) / 2; step++) {
            bucket += idle > profile.breakEven(step) ? 2 : 1;
        }
        return bucket;
    }

    private double[] weights() {
        double least = Arrays.stream(regrets).min().orElseThrow();
        double[] weights = Arrays.stream(regrets)
                .map(regret -> Math.exp(-SHARPNESS * (regret - least)))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static int least(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[least]) {
                least = i;
            }
        }
        return least;
    }
}
