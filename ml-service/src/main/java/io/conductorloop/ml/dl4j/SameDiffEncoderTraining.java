package io.conductorloop.ml.dl4j;

import io.conductorloop.ml.forecast.EncoderShape;
import io.conductorloop.ml.forecast.EncoderTraining;
import io.conductorloop.ml.forecast.EncoderWeights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Trains an encoder on SameDiff's gradients with Adam (Kingma and Ba 2015), a cosine schedule and a clipped gradient norm.
 * Both chance and order of the examples come from the plan's seed, and ND4J's own generator is not used, so that two runs on
 * one machine are equal.
 */
public final class SameDiffEncoderTraining implements EncoderTraining {
    private static final double SMALLEST_NORM = 1e-8;
    private static final double LARGEST_NORM = 1;
    private static final double WARM_UP = 0.1;

    @Override
    public EncoderWeights train(EncoderShape shape, List<Example> examples, Plan plan) {
        if (examples.isEmpty() || plan.levels().size() != shape.outputs()) {
            throw new IllegalArgumentException(examples.size() + " examples, "
                    + plan.levels().size() + " levels, " + shape.outputs() + " outputs");
        }
        for (Example example : examples) {
            if (!isFinite(example)) {
                throw new IllegalArgumentException("an example holds what is no number");
            }
        }
        RandomGenerator random = new SplittableRandom(plan.seed());
        Map<String, float[]> values = initial(shape, examples, plan.levels(), random);
        EncoderGraph graph = new EncoderGraph(shape, plan.levels(), plan.batch(), values);
        Map<String, Adam> updates = new HashMap<>();
        values.forEach((name, parameter) -> updates.put(name, new Adam(parameter.length)));
        for (int step = 1; step <= plan.steps(); step++) {
            Map<String, float[]> gradients = graph.gradients(batch(examples, plan.batch(), random));
            double norm = norm(gradients);
            if (!Double.isFinite(norm)) {
                throw new IllegalStateException("the gradient of training step " + step + " is no number");
            }
            double clip = Math.min(1, LARGEST_NORM / Math.max(norm, SMALLEST_NORM));
            double rate = rate(plan, step);
            for (Map.Entry<String, float[]> entry : values.entrySet()) {
                float[] gradient = Objects.requireNonNull(gradients.get(entry.getKey()), entry.getKey());
                Objects.requireNonNull(updates.get(entry.getKey())).apply(entry.getValue(), gradient, clip, rate, step);
                graph.set(entry.getKey(), entry.getValue());
            }
        }
        return new EncoderWeights(shape, values);
    }

    private static boolean isFinite(Example example) {
        boolean finite = Float.isFinite(example.target());
        for (float value : example.input()) {
            finite &= Float.isFinite(value);
        }
        return finite;
    }

    private static double rate(Plan plan, int step) {
        double progress = step / (double) plan.steps();
        double warm = Math.min(1, progress / WARM_UP);
        return plan.learningRate() * warm * 0.5 * (1 + Math.cos(Math.PI * progress));
    }

    private static List<Example> batch(List<Example> examples, int size, RandomGenerator random) {
        return random.ints(size, 0, examples.size()).mapToObj(examples::get).toList();
    }

    private static double norm(Map<String, float[]> gradients) {
        double sum = 0;
        for (float[] gradient : gradients.values()) {
            for (float value : gradient) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    /**
     * Glorot and Bengio 2010 for matrices; gains are one, biases and the last layer zero, except that the first answers are
     * the quantiles of all targets: training then only has to learn what depends on the window.
     */
    private static Map<String, float[]> initial(
            EncoderShape shape, List<Example> examples, List<Double> levels, RandomGenerator random) {
        Map<String, float[]> values = new LinkedHashMap<>();
        shape.parameters().forEach((name, dimensions) -> {
            long size = 1;
            for (long dimension : dimensions) {
                size *= dimension;
            }
            float[] parameter = new float[(int) size];
            if (name.startsWith("gain")) {
                Arrays.fill(parameter, 1);
            } else if (dimensions.length > 1 && !name.equals("out")) {
                long in = dimensions.length == 3 ? dimensions[2] : dimensions[0];
                double spread = Math.sqrt(2.0 / (in + size / in));
                for (int i = 0; i < parameter.length; i++) {
                    parameter[i] = (float) (spread * random.nextGaussian());
                }
            }
            values.put(name, parameter);
        });
        double[] targets =
                examples.stream().mapToDouble(Example::target).sorted().toArray();
        float[] answers = new float[shape.outputs()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = (float) targets[(int) (levels.get(i) * (targets.length - 1))];
        }
        values.put("outBias", answers);
        return values;
    }
}
