package io.conductorloop.ml.federation;

import io.conductorloop.ml.federation.RegressionLearner.Row;
import java.util.List;
import java.util.random.RandomGenerator;

/** Trains the shared network on what all forecasters of this site have seen, as it is when a training begins. */
public final class SharedLearner implements LocalLearner {
    private static final int EPOCHS = 2;
    private static final double RATE = 2e-3;

    private final List<SharedForecaster> forecasters;
    private final RandomGenerator random;

    public SharedLearner(List<SharedForecaster> forecasters, RandomGenerator random) {
        this.forecasters = List.copyOf(forecasters);
        this.random = random;
    }

    /** Has all forecasters foresee by this model. */
    void adopt(GlobalModel model) {
        forecasters.forEach(forecaster -> forecaster.adopt(model));
    }

    @Override
    public double[] train(double[] parameters) {
        return new RegressionLearner(SharedForecaster.shape(), rows(), EPOCHS, RATE, random).train(parameters);
    }

    @Override
    public int samples() {
        return rows().size();
    }

    private List<Row> rows() {
        return forecasters.stream()
                .flatMap(forecaster -> forecaster.rows().stream())
                .toList();
    }
}
