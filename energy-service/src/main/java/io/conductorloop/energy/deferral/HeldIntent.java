package io.conductorloop.energy.deferral;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent in the waiting room, or one that left it not long ago.
 *
 * @param heldAt when it came
 * @param intensityThen of the grid when it came, gCO2e/kWh; {@link Double#NaN} where unknown
 * @param plan the latest
 * @param fate decided; carried out once {@code settled} is there
 * @param settled how it left; null while it has not
 */
public record HeldIntent(
        DeferredIntent intent,
        Instant heldAt,
        double intensityThen,
        ReleasePlan plan,
        Fate fate,
        @Nullable Settled settled) {

    /**
     * How it left.
     *
     * @param intensity of the grid then, gCO2e/kWh; {@link Double#NaN} where unknown
     * @param gramsSaved against having run when it came; negative where the grid turned out worse; 0 where unknown
     */
    public record Settled(Instant at, double intensity, double gramsSaved) {}
}
