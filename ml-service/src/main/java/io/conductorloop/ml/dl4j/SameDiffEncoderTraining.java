package io.conductorloop.ml.dl4j;

import io.conductorloop.ml.forecast.EncoderShape;
import io.conductorloop.ml.forecast.EncoderTraining;
import io.conductorloop.ml.forecast.EncoderWeights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains an encoder on SameDiff's gradients with Adam (Kingma and Ba 2015), a cosine schedule and a clipped gradient norm.
 * Both chance and order of the examples come from the plan's seed, and ND4J's own generator is not used, so that two runs on
 * one machine are equal.
 */
public final class SameDiffEncoderTraining implements EncoderTraining {
    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.99;
    private static final double SMALLEST_DIVISOR = 1e-8;
    private static final double LARGEST_NORM = 1;
    private static final double WARM_UP = 0.1;

    @Override
    public EncoderWeights train(EncoderShape shape, List<Example> examples, Plan plan) {
        if (examples.isEmpty() || plan.levels().size() != shape.outputs()) {
            throw new IllegalArgumentException(examples.size() + " examples, "
                    + plan.levels().size() + " levels, " + shape.outputs() + " outputs");
        }
        RandomGenerator random = new SplittableRandom(plan.seed());
        EncoderGraph graph = new EncoderGraph(shape, plan.levels(), plan.batch(), initial(shape, random));
        Map<String, INDArray> first = new HashMap<>();
        Map<String, INDArray> second = new HashMap<>();
        for (int step = 1; step <= plan.steps(); step++) {
            Map<String, INDArray> gradients = graph.gradients(batch(examples, plan.batch(), random));
            double norm = norm(gradients);
            if (!Double.isFinite(norm)) {
                throw new IllegalStateException("the gradient of training step " + step + " is no number");
            }
            double rate = rate(plan, step)
                    * Math.sqrt(1 - Math.pow(SECOND_MOMENT, step))
                    / (1 - Math.pow(FIRST_MOMENT, step));
            double clip = Math.min(1, LARGEST_NORM / Math.max(norm, SMALLEST_DIVISOR));
            for (Map.Entry<String, INDArray> entry : gradients.entrySet()) {
                INDArray gradient = entry.getValue().mul(clip);
                INDArray mean = first.computeIfAbsent(entry.getKey(), name -> gradient.like());
                INDArray square = second.computeIfAbsent(entry.getKey(), name -> gradient.like());
                mean.muli(FIRST_MOMENT).addi(gradient.mul(1 - FIRST_MOMENT));
                square.muli(SECOND_MOMENT).addi(gradient.muli(gradient).muli(1 - SECOND_MOMENT));
                INDArray divisor = Nd4j.math().sqrt(square).addi(SMALLEST_DIVISOR);
                graph.parameter(entry.getKey()).subi(mean.div(divisor).muli(rate));
            }
        }
        return new EncoderWeights(shape, graph.export());
    }

    private static double rate(Plan plan, int step) {
        double progress = step / (double) plan.steps();
        double warm = Math.min(1, progress / WARM_UP);
        return plan.learningRate() * warm * 0.5 * (1 + Math.cos(Math.PI * progress));
    }

    private static List<Example> batch(List<Example> examples, int size, RandomGenerator random) {
        return random.ints(size, 0, examples.size()).mapToObj(examples::get).toList();
    }

    private static double norm(Map<String, INDArray> gradients) {
        double sum = 0;
        for (INDArray gradient : gradients.values()) {
            double norm = gradient.norm2Number().doubleValue();
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    /** Glorot and Bengio 2010 for matrices; gains are one, biases and the last layer zero. */
    private static Map<String, float[]> initial(EncoderShape shape, RandomGenerator random) {
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
        return values;
    }
}
