package io.conductorloop.energy.power;

/** How busy the machine's processors are. */
public interface Utilisation {
    /** Between 0, idle, and 1, since it was last asked. */
    double sinceLast();
}
