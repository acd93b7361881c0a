package io.conductorloop.energy.power;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Estimates what a meter would show, from how busy the machine is. Always says that it estimates. */
public final class ModelledMeter implements EnergyMeter {
    private final PowerModel model;
    private final Utilisation utilisation;
    private final InstantSource clock;
    private Instant last;
    private Joules used = Joules.NONE;

    public ModelledMeter(PowerModel model, Utilisation utilisation, InstantSource clock) {
        this.model = model;
        this.utilisation = utilisation;
        this.clock = clock;
        last = clock.instant();
    }

    @Override
    public synchronized MeterReading read() {
        Instant now = clock.instant();
        double busy = utilisation.sinceLast();
        if (now.isAfter(last)) {
            used = used.plus(model.at(busy).over(Duration.between(last, now)));
        }
        // Also when the clock was set back, lest nothing is counted until it is where it was.
        last = now;
        return new MeterReading(last, used, Basis.ESTIMATED, "model of utilisation");
    }
}
