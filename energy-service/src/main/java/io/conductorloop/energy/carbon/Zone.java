package io.conductorloop.energy.carbon;

/** A grid zone, by the name its carbon intensity is published under: {@code DE}, {@code GB}, {@code US-CAL-CISO}. */
public record Zone(String name) {
    /** Refuses it when the name is blank or could be more than one path segment. */
    public Zone {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException("not a zone: " + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
