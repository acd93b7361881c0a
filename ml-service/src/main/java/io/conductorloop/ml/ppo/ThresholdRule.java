package io.conductorloop.ml.ppo;

/**
 * The plain tuner: workers are added while utilisation is above one threshold and taken away while it is below another;
 * memory, frequency and priority stay where they were found best.
 *
 * @param above utilisation at which workers are added
 * @param below utilisation at which workers are taken away
 * @param added into the worker steps, at each step above
 * @param removed into the worker steps, at each step below
 */
public record ThresholdRule(double above, double below, int added, int removed, int memory, int frequency, int priority)
        implements Policy {
    private static final int STAY = Tuning.stepTowards(0);

    @Override
    public int[] decide(double[] observation) {
        double load = Math.max(
                observation[PipelineSimulator.UTILISATION], observation[PipelineSimulator.BACKLOG] > 0 ? 1 : 0);
        int step = load > above ? added : load < below ? removed : STAY;
        return new Tuning(step, memory, frequency, priority).decisions();
    }

    /** As far as it decides workers. */
    Policy workersOnly() {
        return observation -> new int[] {decide(observation)[0]};
    }

    /** The rule that earns most in this world, of a grid of several hundred. */
    public static ThresholdRule calibrated(Environment world) {
        ThresholdRule best = new ThresholdRule(0.8, 0.5, Tuning.stepTowards(1), Tuning.stepTowards(-1), 1, 1, 1);
        double most = Trial.reward(world, best);
        for (int memory = 0; memory < 3; memory++) {
            for (int frequency = 0; frequency < 3; frequency++) {
                for (int removed = 0; removed < STAY; removed++) {
                    for (int added = STAY + 1; added < Tuning.WORKER_STEPS.length; added++) {
                        for (double above = 0.6; above < 1.01; above += 0.1) {
                            for (double below = 0.3; below < above - 0.05; below += 0.1) {
                                ThresholdRule rule =
                                        new ThresholdRule(above, below, added, removed, memory, frequency, 2);
                                double reward = Trial.reward(world, rule);
                                if (reward > most) {
                                    most = reward;
                                    best = rule;
                                }
                            }
                        }
                    }
                }
            }
        }
        return best;
    }
}
