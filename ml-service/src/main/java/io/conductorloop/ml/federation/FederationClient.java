package io.conductorloop.ml.federation;

import java.util.random.RandomGenerator;

/** A site: trains the shared model on its own rows and gives away the protected change. */
public final class FederationClient {
    private final String name;
    private final LocalLearner learner;
    private final Privacy privacy;
    private final RandomGenerator random;

    public FederationClient(String name, LocalLearner learner, Privacy privacy, RandomGenerator random) {
        this.name = name;
        this.learner = learner;
        this.privacy = privacy;
        this.random = random;
    }

    public String name() {
        return name;
    }

    /** Takes part in the round that starts from this model. */
    public ClientUpdate takePart(GlobalModel model) {
        double[] trained = learner.train(model.parameters().clone());
        double[] change = new double[trained.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = trained[i] - model.parameters()[i];
        }
        return new ClientUpdate(name, model.version(), privacy.protect(change, random), learner.samples());
    }
}
