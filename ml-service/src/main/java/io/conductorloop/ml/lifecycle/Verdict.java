package io.conductorloop.ml.lifecycle;

/** What a challenger's trial came to. */
public sealed interface Verdict {
    /** The version that was judged. */
    ModelVersion version();

    /** It acts from now on. */
    record Promoted(ModelVersion version) implements Verdict {}

    /** What acted goes on. */
    record Refused(ModelVersion version, Cause cause) implements Verdict {}

    /** Why a challenger is refused. */
    enum Cause {
        /** A weight or an error is no number. */
        NOT_A_NUMBER,
        /** Its weights are much larger than the champion's. */
        EXPLODED,
        /** It did not do better, or not beyond chance. */
        NOT_BETTER
    }
}
