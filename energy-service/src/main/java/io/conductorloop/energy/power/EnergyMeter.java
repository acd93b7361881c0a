package io.conductorloop.energy.power;

/** Counts the energy of this machine. */
public interface EnergyMeter {
    /**
     * Reads the meter; to be done more often than its counter wraps, some minutes at full power.
     *
     * @throws MeterUnavailableException when the hardware shows nothing, or not to us
     */
    MeterReading read() throws MeterUnavailableException;
}
