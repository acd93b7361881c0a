package io.conductorloop.energy.power;

/**
 * The power of a machine by how busy it is: a line between what it draws idle and at full load, as SPECpower gives both.
 *
 * @param idle at active idle
 * @param full at 100 %
 */
public record PowerModel(Watts idle, Watts full) {
    public PowerModel {
        if (full.compareTo(idle) < 0) {
            throw new IllegalArgumentException("idle draws more than full load: " + idle + ", " + full);
        }
    }

    /** The power at this utilisation, 0 to 1; beyond counts as the nearer end. */
    public Watts at(double utilisation) {
        return new Watts(idle.value() + Math.clamp(utilisation, 0, 1) * (full.value() - idle.value()));
    }
}
