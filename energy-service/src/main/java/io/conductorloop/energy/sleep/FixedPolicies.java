package io.conductorloop.energy.sleep;

import java.util.random.RandomGenerator;

/** The policies that learn nothing: the yardsticks. */
public final class FixedPolicies {
    private FixedPolicies() {}

    /** Deterministic and never worse than twice the optimum (Irani, Shukla, Gupta, 2003). Ignores the prediction. */
    public static SleepPolicy lowerEnvelope(SleepProfile profile) {
        SleepSchedule schedule = SleepSchedule.lowerEnvelope(profile);
        return new Forgetful() {
            @Override
            public SleepSchedule next(double predicted) {
                return schedule;
            }
        };
    }

    /**
     * Each next state at a random time, so that what waking is expected to cost grows over the steps' break-even times
     * with density e^t/(e−1): e/(e−1) of the optimum in expectation (Karlin et al., 1990; the prudent form, which never
     * holds two states that are not neighbours in expectation, of Antoniadis et al., NeurIPS 2021). Ignores the
     * prediction.
     */
    public static SleepPolicy randomised(SleepProfile profile, RandomGenerator random) {
        return new Forgetful() {
            @Override
            public SleepSchedule next(double predicted) {
                double part = random.nextDouble();
                double[] enterAt = new double[profile.steps()];
                double paid = 0;
                for (int step = 0; step < enterAt.length; step++) {
                    double wake = profile.wakeStep(step);
                    enterAt[step] = whenExpected(profile, paid + part * wake);
                    paid += wake;
                }
                return SleepSchedule.of(enterAt);
            }
        };
    }

    /** When so much is expected to have been bought; by bisection, since the expectation only grows. */
    private static double whenExpected(SleepProfile profile, double wakeEnergy) {
        double low = 0;
        double high = profile.breakEven(profile.steps() - 1);
        for (int halving = 0; halving < 40; halving++) {
            double middle = (low + high) / 2;
            double expected = 0;
            for (int step = 0; step < profile.steps(); step++) {
                expected += profile.wakeStep(step)
                        * Math.min(1, Math.expm1(middle / profile.breakEven(step)) / Math.expm1(1));
            }
            if (expected < wakeEnergy) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Trusts the prediction: perfect when it is, and without any bound when it lies. */
    public static SleepPolicy followPrediction(SleepProfile profile) {
        return new Forgetful() {
            @Override
            public SleepSchedule next(double predicted) {
                return SleepSchedule.atOnceFor(profile, predicted);
            }
        };
    }

    private abstract static class Forgetful implements SleepPolicy {
        @Override
        public void learn(double idle) {
            // Nothing is kept: the next decision is the same whatever came before.
        }
    }
}
