package io.conductorloop.ml.federation;

import io.conductorloop.ml.federation.RegressionLearner.Row;
import io.conductorloop.ml.forecast.Forecaster;
import io.conductorloop.ml.nets.Activation;
import io.conductorloop.ml.nets.DenseNetwork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Foresees a load by the network that sites learn together: from the latest steps, in units of the usual load, so that one network
 * fits small sites and large ones. What it sees it keeps as rows to learn from, the latest 2,000. Safe for use by many threads.
 */
public final class SharedForecaster implements Forecaster {
    static final int MOST_ROWS = 2_000;
    private static final int LAGS = 6;
    private static final int FEATURES = LAGS + 2;
    private static final int HIDDEN = 16;
    private static final double SLOW = 0.02;
    private static final double FAST = 0.2;
    private static final double MOST = 3;
    private static final double UNDECIDED = 0.01;

    private final DenseNetwork network = shape();
    private final double[] lags = new double[LAGS];
    private final Deque<Row> rows = new ArrayDeque<>();
    private long version;
    private long seen;
    private double slow;
    private double fast;
    private double forecast;

    /** The network's form, with the parameters that every site begins with: it says that the load stays as it is. */
    static DenseNetwork shape() {
        DenseNetwork shape = DenseNetwork.random(
                new int[] {FEATURES, HIDDEN, 1}, Activation.TANH, Activation.IDENTITY, new SplittableRandom(1));
        shape.scaleLastLayer(UNDECIDED);
        return shape;
    }

    @Override
    public synchronized String name() {
        return "federated-" + version;
    }

    @Override
    public synchronized double forecast() {
        return forecast;
    }

    @Override
    public synchronized void observe(double measured) {
        boolean real = measured >= 0 && measured < Double.POSITIVE_INFINITY;
        double load = real ? measured : forecast;
        if (real && seen >= LAGS) {
            if (rows.size() == MOST_ROWS) {
                rows.removeFirst();
            }
            rows.addLast(new Row(features(), Math.clamp((load - lags[0]) / scale(), -MOST, MOST)));
        }
        System.arraycopy(lags, 0, lags, 1, LAGS - 1);
        lags[0] = load;
        slow = seen == 0 ? load : slow + Math.max(SLOW, 1.0 / (seen + 1)) * (load - slow);
        fast = seen == 0 ? load : fast + FAST * (load - fast);
        seen++;
        foresee();
    }

    /** Foresees by these parameters from now on. */
    synchronized void adopt(GlobalModel model) {
        System.arraycopy(model.parameters(), 0, network.parameters(), 0, model.parameters().length);
        version = model.version();
        foresee();
    }

    /** What this site has to learn from. */
    synchronized List<Row> rows() {
        return new ArrayList<>(rows);
    }

    private void foresee() {
        double said = seen < LAGS ? lags[0] : lags[0] + scale() * network.forward(features())[0];
        forecast = Double.isFinite(said) ? Math.max(0, said) : lags[0];
    }

    private double scale() {
        return Math.max(1, slow);
    }

    private double[] features() {
        double[] features = new double[FEATURES];
        double scale = scale();
        features[0] = Math.min(MOST, lags[0] / scale) - 1;
        for (int i = 1; i < LAGS; i++) {
            features[i] = Math.clamp((lags[i - 1] - lags[i]) / scale, -MOST, MOST);
        }
        features[LAGS] = Math.clamp((fast - lags[0]) / scale, -MOST, MOST);
        features[LAGS + 1] = Math.clamp((slow - lags[0]) / scale, -MOST, MOST);
        return features;
    }
}
