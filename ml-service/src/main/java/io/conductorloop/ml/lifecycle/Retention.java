package io.conductorloop.ml.lifecycle;

import io.conductorloop.ml.lifecycle.ModelVersion.State;
import java.util.Comparator;
import java.util.List;

/** Which versions go when there are too many: first those that never acted or were taken back, then the oldest. */
public final class Retention {
    private Retention() {}

    /**
     * The versions to drop; never one that acts.
     *
     * @param versions all that are kept
     * @param most how many may stay
     */
    public static List<ModelVersion> surplus(List<ModelVersion> versions, int most) {
        return versions.stream()
                .filter(version -> version.state() != State.CHAMPION)
                .sorted(Comparator.comparing((ModelVersion version) -> version.state() == State.RETIRED)
                        .thenComparingInt(ModelVersion::number))
                .limit(Math.max(0, versions.size() - most))
                .toList();
    }
}
