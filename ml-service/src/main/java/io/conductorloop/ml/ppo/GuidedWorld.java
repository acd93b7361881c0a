package io.conductorloop.ml.ppo;

import java.util.Arrays;

/**
 * A world in which an agent corrects a rule: each decision is the rule's, or the choice below or above it. An agent that
 * corrects nothing does as well as the rule, so learning starts from there.
 */
final class GuidedWorld implements Environment {
    private static final int CORRECTIONS = 3;

    private final Environment world;
    private final Policy rule;
    private double[] seen = {};

    GuidedWorld(Environment world, Policy rule) {
        this.world = world;
        this.rule = rule;
    }

    @Override
    public int observationSize() {
        return world.observationSize();
    }

    @Override
    public int[] choices() {
        return corrections(world.choices().length);
    }

    /** What can be chosen to correct so many decisions. */
    static int[] corrections(int decisions) {
        int[] choices = new int[decisions];
        Arrays.fill(choices, CORRECTIONS);
        return choices;
    }

    @Override
    public double[] reset() {
        seen = world.reset();
        return seen;
    }

    @Override
    public Step step(int[] decisions) {
        Step step = world.step(corrected(rule.decide(seen), decisions, world.choices()));
        seen = step.observation();
        return step;
    }

    /** The policy in the world itself that corrects the rule's decisions by those of {@code corrections}. */
    static Policy unguided(Policy corrections, Policy rule, int[] choices) {
        return observation -> corrected(rule.decide(observation), corrections.decide(observation), choices);
    }

    private static int[] corrected(int[] decisions, int[] corrections, int[] choices) {
        int[] corrected = new int[decisions.length];
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = Math.clamp(decisions[i] + corrections[i] - 1, 0, choices[i] - 1);
        }
        return corrected;
    }
}
