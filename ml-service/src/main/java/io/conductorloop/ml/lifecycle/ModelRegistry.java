package io.conductorloop.ml.lifecycle;

import java.util.List;
import java.util.Optional;

/** Keeps a bounded number of versions of one model with their weights. The port behind which a disk is. */
public interface ModelRegistry {
    /** All versions kept, oldest first. */
    List<ModelVersion> versions();

    /** Keeps a new version; when there are too many, drops the oldest that does not act. */
    void add(ModelVersion version, byte[] weights);

    /** Replaces what is known of versions that are kept, all at once or not at all. */
    void update(List<ModelVersion> changed);

    /** The weights as they were added, to the bit; empty when they are not kept or no longer what they were. */
    Optional<byte[]> weights(int number);
}
