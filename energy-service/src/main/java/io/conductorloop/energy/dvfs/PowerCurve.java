package io.conductorloop.energy.dvfs;

/** Full-load power over frequency. */
public interface PowerCurve {
    /** Watts at so many megahertz. */
    double watts(int megahertz);
}
