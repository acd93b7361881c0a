package io.conductorloop.ml.workers;

/**
 * Between which numbers workers may be.
 *
 * @param least configured, at least 1
 * @param most configured
 * @param energyMost as many as the energy service's plan has power for; {@link Integer#MAX_VALUE} when it has no say
 */
public record WorkerLimits(int least, int most, int energyMost) {
    public WorkerLimits {
        if (least < 1 || most < least || energyMost < 1) {
            throw new IllegalArgumentException(
                    "no number of workers is from " + least + " to " + most + " and up to " + energyMost);
        }
    }

    /** Any number of workers. */
    public static WorkerLimits none() {
        return new WorkerLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
