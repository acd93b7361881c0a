package io.conductorloop.ml.federation;

import io.conductorloop.ml.nets.Adam;
import io.conductorloop.ml.nets.DenseNetwork;
import io.conductorloop.ml.nets.Shuffle;
import java.util.List;
import java.util.random.RandomGenerator;

/** Trains a network with one output on rows of features and target, by Adam on the squared error. */
public final class RegressionLearner implements LocalLearner {
    private static final int BATCH = 32;
    private static final double LONGEST = 1;

    private final DenseNetwork network;
    private final List<Row> rows;
    private final int epochs;
    private final double rate;
    private final RandomGenerator random;

    /** What is known and what was to be told from it. */
    public record Row(double[] features, double target) {}

    /**
     * A learner of these rows.
     *
     * @param shape a network whose form is used, not its parameters
     * @param epochs that each training sees every row
     */
    public RegressionLearner(DenseNetwork shape, List<Row> rows, int epochs, double rate, RandomGenerator random) {
        this.network = shape.copy();
        this.rows = List.copyOf(rows);
        this.epochs = epochs;
        this.rate = rate;
        this.random = random;
    }

    @Override
    public double[] train(double[] start) {
        double[] parameters = network.parameters();
        System.arraycopy(start, 0, parameters, 0, start.length);
        Adam adam = new Adam(parameters.length, LONGEST);
        double[] gradient = new double[parameters.length];
        double[] error = new double[1];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Shuffle.of(rows.size(), random);
            for (int i = 0; i < order.length; i++) {
                Row row = rows.get(order[i]);
                error[0] = (network.forward(row.features())[0] - row.target()) / BATCH;
                network.backward(error, gradient);
                if ((i + 1) % BATCH == 0 || i + 1 == order.length) {
                    adam.step(parameters, gradient, rate);
                }
            }
        }
        return parameters.clone();
    }

    @Override
    public int samples() {
        return rows.size();
    }
}
