package io.conductorloop.energy.power;

/** Where a figure comes from. */
public enum Basis {
    /** A counter of the hardware. */
    MEASURED,
    /** A model; whoever shows the figure says so. */
    ESTIMATED;

    /** A sum is measured only when all of it is. */
    public Basis and(Basis other) {
        return this == MEASURED ? other : this;
    }
}
