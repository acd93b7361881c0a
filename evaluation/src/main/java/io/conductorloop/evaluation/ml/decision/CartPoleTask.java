package io.conductorloop.evaluation.ml.decision;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.LinePlot;
import io.conductorloop.ml.ppo.CartPole;
import io.conductorloop.ml.ppo.Policy;
import io.conductorloop.ml.ppo.Ppo;
import io.conductorloop.ml.ppo.PpoSettings;
import io.conductorloop.ml.ppo.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Whether PPO learns at all: CartPole from three seeds, judged over 100 new episodes each. */
final class CartPoleTask implements EvaluationTask {
    private static final int SEEDS = 3;
    private static final int STEPS = 65_536;
    private static final int EPISODES = 100;
    private static final double SOLVED = 475;
    private static final PpoSettings SETTINGS = new PpoSettings(32, 2048, 10, 64, 1e-3, 0.99, 0.95, 0.2, 0, 0.5);

    @Override
    public String name() {
        return "cartpole";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> table = new ArrayList<>();
        LinePlot plot = new LinePlot("CartPole: training", "episode", "steps the pole stood");
        for (int seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Ppo ppo = new Ppo(new CartPole(random.split()), SETTINGS, random.split());
            double[] curve =
                    ppo.learn(STEPS).stream().mapToDouble(Double::doubleValue).toArray();
            double ours = stood(ppo.policy(), random.split());
            RandomGenerator chance = random.split();
            double plain = stood(observation -> new int[] {chance.nextInt(2)}, random.split());
            table.add(new Score(
                    "PPO on CartPole-v1, seed " + seed,
                    String.format(Locale.ROOT, "mean of %d, %d steps", EPISODES, STEPS),
                    plain,
                    "solved: 475",
                    ours,
                    500.0,
                    "≥475 from 3 of 3",
                    Score.met(ours >= SOLVED)));
            double[] episode = new double[curve.length];
            for (int i = 0; i < episode.length; i++) {
                episode[i] = i;
            }
            plot.line("seed " + seed, episode, curve);
        }
        plot.write(out.resolve("cartpole"));
        return table;
    }

    private static double stood(Policy policy, RandomGenerator random) {
        CartPole world = new CartPole(random);
        double sum = 0;
        for (int i = 0; i < EPISODES; i++) {
            sum += Trial.rewards(world, policy).size();
        }
        return sum / EPISODES;
    }
}
