package io.conductorloop.ml.steering;

import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.ppo.WorkerTuner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What PPO learnt of one service's workers, version by version: trained on its loads, taken back on request. */
public final class WorkerModels implements TrainedModel {
    private final String service;
    private final Steering steering;
    private final WorkerTuner tuner;
    private final Training training;

    /**
     * Lets the tuner steer the service, with what it learnt before a restart.
     *
     * @param background where training is done: one thread, of low priority
     */
    public WorkerModels(
            String service, Steering steering, WorkerTuner tuner, Executor background, SteeringMetrics metrics) {
        this.service = service;
        this.steering = steering;
        this.tuner = tuner;
        this.training = new Training(name(), background, metrics);
        steering.tune(service, tuner);
    }

    @Override
    public String name() {
        return "workers-" + service;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public List<ModelVersion> versions() {
        return tuner.versions();
    }

    @Override
    public Optional<ModelVersion> acting() {
        return tuner.acting();
    }

    /** Whether it decides now, as its scores say that it should. */
    public boolean steers() {
        return tuner.acts();
    }

    @Override
    public boolean isTraining() {
        return training.isUnderWay();
    }

    /** As the interface says; what steers now is not trained anew. */
    @Override
    public boolean retrain() {
        return training.begin(() -> steering.train(service, tuner));
    }

    /** As the interface says; the scores of the version before begin anew, so that the queueing model decides until they are in. */
    @Override
    public void rollBack() {
        steering.rollBack(service, tuner);
    }
}
