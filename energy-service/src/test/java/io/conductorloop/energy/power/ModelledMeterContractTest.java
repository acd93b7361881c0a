package io.conductorloop.energy.power;

import java.time.Duration;
import java.time.Instant;

class ModelledMeterContractTest extends EnergyMeterContract {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final EnergyMeter meter =
            new ModelledMeter(new PowerModel(new Watts(10), new Watts(30)), () -> .5, () -> now);

    @Override
    protected EnergyMeter meter() {
        return meter;
    }

    @Override
    protected void use(double joules) {
        now = now.plus(Duration.ofNanos((long) (joules / 20 * 1e9)));
    }

    @Override
    protected Basis basis() {
        return Basis.ESTIMATED;
    }
}
