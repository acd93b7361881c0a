package io.conductorloop.energy.power;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shows the hardware's meter while it can be read, and the model where it cannot. Its own counter goes on across a
 * change, by what each meter counted while it was the one; a stretch that any part of was modelled is estimated.
 */
public final class FallbackMeter implements EnergyMeter {
    private final EnergyMeter hardware;
    private final ModelledMeter model;
    private Joules used = Joules.NONE;
    private @Nullable MeterReading lastHardware;
    private MeterReading lastModel;
    private String whyModelled = "";

    public FallbackMeter(EnergyMeter hardware, ModelledMeter model) {
        this.hardware = hardware;
        this.model = model;
        lastModel = model.read();
        try {
            lastHardware = hardware.read();
        } catch (MeterUnavailableException e) {
            whyModelled = message(e);
        }
    }

    @Override
    public synchronized MeterReading read() {
        MeterReading modelled = model.read();
        MeterReading.Usage usage = modelled.since(lastModel);
        Instant at = modelled.at();
        String source = modelled.source();
        lastModel = modelled;
        try {
            MeterReading measured = hardware.read();
            if (lastHardware != null) {
                usage = measured.since(lastHardware);
                at = measured.at();
                source = measured.source();
            }
            lastHardware = measured;
            whyModelled = "";
        } catch (MeterUnavailableException e) {
            lastHardware = null;
            whyModelled = message(e);
        }
        used = used.plus(usage.used());
        return new MeterReading(at, used, usage.basis(), source);
    }

    /** Why the hardware's meter does not count, empty while it does. */
    public synchronized String whyModelled() {
        return whyModelled;
    }

    private static String message(MeterUnavailableException e) {
        String message = e.getMessage();
        return message == null ? "the meter cannot be read" : message;
    }
}
