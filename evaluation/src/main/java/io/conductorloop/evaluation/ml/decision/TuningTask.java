package io.conductorloop.evaluation.ml.decision;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.LinePlot;
import io.conductorloop.evaluation.figures.Sample;
import io.conductorloop.ml.ppo.PipelineModel;
import io.conductorloop.ml.ppo.PipelineSimulator;
import io.conductorloop.ml.ppo.Policy;
import io.conductorloop.ml.ppo.PpoSettings;
import io.conductorloop.ml.ppo.ResourceTuner;
import io.conductorloop.ml.ppo.RewardWeights;
import io.conductorloop.ml.ppo.ThresholdRule;
import io.conductorloop.ml.ppo.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Resource tuning in the simulator on bursty loads: the first 80 % calibrate the rule, train the policy and decide whether
 * it may act; the last 20 % are played once. Positive differences are in favour of what we would let act.
 */
final class TuningTask implements EvaluationTask {
    private static final int SEEDS = 5;
    private static final int STEPS = 65_536;
    private static final int LONGEST = 20_000;
    private static final int FEWEST = 2_000;
    private static final double TRAINING = 0.8;
    private static final double MEAN_WORKERS = 8;
    private static final PpoSettings SETTINGS = new PpoSettings(32, 2048, 6, 128, 1e-3, 0.95, 0.9, 0.2, 0.002, 0.5);

    @Override
    public String name() {
        return "ppo";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> table = new ArrayList<>();
        LinePlot plot = new LinePlot("PPO tuning resources: training, seed 1", "episode", "reward a step");
        for (String trace : List.of("nasa", "worldcup98")) {
            double[] arrivals;
            try {
                arrivals = WebTrace.latest(data, trace, _ -> LONGEST, FEWEST);
            } catch (IOException unusable) {
                table.add(Score.missing(name() + ", " + trace, String.valueOf(unusable.getMessage())));
                continue;
            }
            int split = (int) (TRAINING * arrivals.length);
            double[] first = Arrays.copyOf(arrivals, split);
            double[] rest = Arrays.copyOfRange(arrivals, split, arrivals.length);
            double mean = Arrays.stream(first).average().orElseThrow();
            PipelineModel model = new PipelineModel(mean / MEAN_WORKERS, 3, 7, 64);
            ThresholdRule plain =
                    ResourceTuner.rule(model, RewardWeights.usual(), first, mean, new SplittableRandom(0));
            List<ResourceTuner.Outcome> outcomes = IntStream.rangeClosed(1, SEEDS)
                    .mapToObj(seed -> ResourceTuner.trained(
                            plain,
                            model,
                            RewardWeights.usual(),
                            first,
                            mean,
                            SETTINGS,
                            STEPS,
                            new SplittableRandom(seed)))
                    .toList();
            double rule = earned(model, rest, mean, plain);
            Sample acting = sample(model, rest, mean, outcomes.stream().map(ResourceTuner.Outcome::acting));
            Sample learnt = sample(model, rest, mean, outcomes.stream().map(ResourceTuner.Outcome::learnt));
            long promoted =
                    outcomes.stream().filter(ResourceTuner.Outcome::promoted).count();
            boolean better = acting.mean() - acting.interval() > rule;
            table.add(new Score(
                    "tuning, " + trace + ", shielded, " + promoted + " of " + SEEDS + " promoted",
                    "reward " + acting.told(),
                    rule,
                    "rules are hard to beat",
                    acting.mean(),
                    null,
                    "≥rule; goal beyond " + (better ? "met" : "not met"),
                    Score.met(acting.mean() >= rule - 1e-12)));
            table.add(new Score(
                    "tuning, " + trace + ", PPO without shield",
                    "reward " + learnt.told(),
                    rule,
                    "–",
                    learnt.mean(),
                    null,
                    String.format(Locale.ROOT, "rule %.2f/%.2f", plain.above(), plain.below()),
                    Score.Verdict.NONE));
            double[] curve = outcomes.getFirst().episodes().stream()
                    .mapToDouble(sum -> sum / 512)
                    .toArray();
            plot.line(trace, IntStream.range(0, curve.length).asDoubleStream().toArray(), curve);
        }
        plot.write(out.resolve("ppo"));
        return table;
    }

    private static Sample sample(PipelineModel model, double[] rest, double mean, Stream<Policy> policies) {
        return new Sample(policies.mapToDouble(policy -> earned(model, rest, mean, policy))
                .toArray());
    }

    private static double earned(PipelineModel model, double[] rest, double mean, Policy policy) {
        return Trial.reward(
                new PipelineSimulator(model, RewardWeights.usual(), rest, mean, rest.length, new SplittableRandom(0)),
                policy);
    }
}
