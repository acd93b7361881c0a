package io.conductorloop.ml.ppo;

import io.conductorloop.ml.nets.DenseNetwork;
import io.conductorloop.ml.nets.Vectors;

/** A learnt policy: the likeliest decision of each head. Safe for use by many threads. */
public final class NetworkPolicy implements Policy {
    private final DenseNetwork network;
    private final CategoricalHeads heads;

    NetworkPolicy(DenseNetwork network, int[] choices) {
        this.network = network;
        this.heads = new CategoricalHeads(choices);
    }

    /** A copy of what was learnt. */
    double[] parameters() {
        return network.parameters().clone();
    }

    /**
     * The likeliest decisions.
     *
     * @throws ArithmeticException when the network gives no numbers
     */
    @Override
    public synchronized int[] decide(double[] observation) {
        double[] logits = network.forward(observation);
        if (!Vectors.finite(logits)) {
            throw new ArithmeticException("the policy's network gives no finite numbers");
        }
        heads.read(logits);
        return heads.likeliest();
    }
}
