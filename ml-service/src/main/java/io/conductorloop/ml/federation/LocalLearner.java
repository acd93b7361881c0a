package io.conductorloop.ml.federation;

/** Trains on a site's own rows. The rows stay behind this port. */
public interface LocalLearner {
    /** Parameters after training from these on; the given ones stay as they are. */
    double[] train(double[] parameters);

    /** Rows it trains on. */
    int samples();
}
