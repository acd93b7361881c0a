package io.conductorloop.ml.steering;

import io.conductorloop.ml.lifecycle.ModelVersion;
import java.util.List;
import java.util.Optional;

/** A model of one service that is trained in the background, has versions of which one acts, and can be taken back. */
public sealed interface TrainedModel permits LoadModels, WorkerModels {
    /** Its name, which no other model has. */
    String name();

    /** The service that it is for. */
    String service();

    /** All versions kept, oldest first. */
    List<ModelVersion> versions();

    /** The version that acts, as far as its scores of late let it; where there is one. */
    Optional<ModelVersion> acting();

    /** Whether a training is under way. */
    boolean isTraining();

    /** Trains in the background, where a failure is said; false when that is being done already. */
    boolean retrain();

    /** Takes back the version that acts; the one before acts, or none. */
    void rollBack();
}
