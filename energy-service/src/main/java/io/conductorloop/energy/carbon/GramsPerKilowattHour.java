package io.conductorloop.energy.carbon;

/**
 * Carbon intensity, gCO2e/kWh.
 *
 * @param value above 0: a provider's zero is a missing value, no grid is free of life-cycle carbon
 */
public record GramsPerKilowattHour(double value) implements Comparable<GramsPerKilowattHour> {
    /** Refuses it when the value is no positive number. */
    public GramsPerKilowattHour {
        if (!isKnown(value)) {
            throw new IllegalArgumentException("not a carbon intensity: " + value);
        }
    }

    /** Whether a provider's number says anything. */
    public static boolean isKnown(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    @Override
    public int compareTo(GramsPerKilowattHour other) {
        return Double.compare(value, other.value);
    }
}
