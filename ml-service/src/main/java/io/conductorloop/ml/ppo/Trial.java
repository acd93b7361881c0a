package io.conductorloop.ml.ppo;

import java.util.ArrayList;
import java.util.List;

/** Lets a policy act in a world and says what it earned. */
public final class Trial {
    private Trial() {}

    /** Mean reward of a step in one episode. */
    public static double reward(Environment world, Policy policy) {
        return rewards(world, policy).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    /** The reward of every step of one episode. */
    public static List<Double> rewards(Environment world, Policy policy) {
        List<Double> rewards = new ArrayList<>();
        double[] observation = world.reset();
        boolean over = false;
        while (!over) {
            Environment.Step step = world.step(policy.decide(observation));
            rewards.add(step.reward());
            observation = step.observation();
            over = step.over();
        }
        return rewards;
    }
}
