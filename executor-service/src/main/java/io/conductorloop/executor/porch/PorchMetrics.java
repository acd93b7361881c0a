package io.conductorloop.executor.porch;

import java.time.Duration;

/** Counts what goes on with Porch. */
public interface PorchMetrics {
    /** Counts nothing. */
    PorchMetrics NONE = (_, _, _) -> {};

    /** A call was answered, or not, after so long. */
    void called(PorchCall call, Answer<?> answer, Duration took);
}
