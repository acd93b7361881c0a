package io.conductorloop.energy.plan;

import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.energy.scaling.CarbonCap;
import org.jspecify.annotations.Nullable;

/**
 * The grid now, as far as a plan asks.
 *
 * @param why as the carbon cap has it
 * @param clean how clean it is: 1 nothing needs be saved, 0 as much as can be
 * @param told its intensity and by whom it is known; null where nobody knows
 */
public record GridState(
        CarbonCap.Why why, double clean, @Nullable Grid told) {
    /** Nobody knows. */
    public static final GridState UNKNOWN = new GridState(CarbonCap.Why.UNKNOWN, 1, null);

    /** Carbon intensity, gCO2e/kWh; {@link Double#NaN} where nobody knows. */
    public double intensity() {
        return told == null ? Double.NaN : told.gramsPerKilowattHour();
    }

    /** Whether it is dirty by the word of who runs it, as against a model's. */
    boolean isDirty() {
        return why == CarbonCap.Why.DIRTY && told != null && !told.estimated();
    }
}
