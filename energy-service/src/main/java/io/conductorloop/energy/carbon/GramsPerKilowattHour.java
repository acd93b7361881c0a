package io.conductorloop.energy.carbon;

/**
 * Carbon intensity, gCO2e/kWh.
 *
 * @param value above 0, as a provider's zero is a missing value and no grid is free of life-cycle carbon; 10,000 at most
 */
public record GramsPerKilowattHour(double value) implements Comparable<GramsPerKilowattHour> {
    private static final double MOST = 10_000;

    /** Refuses it when no grid can have it. */
    public GramsPerKilowattHour {
        if (!isKnown(value)) {
            throw new IllegalArgumentException("not a carbon intensity: " + value);
        }
    }

    /** Whether a provider's number says anything. The dirtiest plants emit below 3,000: far above, it is of another unit or a mark. */
    public static boolean isKnown(double value) {
        return value > 0 && value <= MOST;
    }

    @Override
    public int compareTo(GramsPerKilowattHour other) {
        return Double.compare(value, other.value);
    }
}
