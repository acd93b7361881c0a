package io.conductorloop.ml.ppo;

/**
 * Keeps a learnt policy safe. What it may not do is replaced: no worker leaves while intents wait or the load is near the
 * capacity. And it hands over to the rule for good parts of an hour when the policy fails, and while the backlog is beyond
 * what the policy was trained on.
 */
public final class ShieldedPolicy implements Policy {
    private static final double FULL = 0.95;
    private static final double BEYOND = 3;
    private static final int REST = 30;

    private final Policy learnt;
    private final Policy rule;
    private int resting;
    private long handedOver;

    public ShieldedPolicy(Policy learnt, Policy rule) {
        this.learnt = learnt;
        this.rule = rule;
    }

    /** Steps at which the rule decided. */
    public long handedOver() {
        return handedOver;
    }

    @Override
    public int[] decide(double[] observation) {
        if (observation[PipelineSimulator.BACKLOG] > BEYOND) {
            resting = REST;
        }
        if (resting == 0) {
            try {
                return safe(learnt.decide(observation), observation);
            } catch (ArithmeticException broken) {
                resting = REST;
            }
        }
        resting--;
        handedOver++;
        return rule.decide(observation);
    }

    private static int[] safe(int[] decisions, double[] observation) {
        boolean full = observation[PipelineSimulator.BACKLOG] > 0 || observation[PipelineSimulator.UTILISATION] > FULL;
        if (full && Tuning.WORKER_STEPS[decisions[0]] < 0) {
            int[] kept = decisions.clone();
            kept[0] = Tuning.stepTowards(0);
            return kept;
        }
        return decisions;
    }
}
