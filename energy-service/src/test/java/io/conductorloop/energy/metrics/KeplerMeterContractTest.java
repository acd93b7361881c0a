package io.conductorloop.energy.metrics;

import io.conductorloop.energy.metrics.PrometheusMeter.Exporter;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.EnergyMeterContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class KeplerMeterContractTest extends EnergyMeterContract {
    private Exporters exporter;
    private EnergyMeter meter;
    private double used;

    @BeforeEach
    void start() throws IOException {
        exporter = new Exporters();
        meter = exporter.meter(Exporter.KEPLER);
        use(0);
    }

    @AfterEach
    void stop() {
        exporter.close();
    }

    @Override
    protected EnergyMeter meter() {
        return meter;
    }

    @Override
    protected void use(double joules) {
        used += joules;
        exporter.show(200, Exporters.kepler(1_000 + used * 3 / 4, 500 + used / 4));
    }

    @Override
    protected Basis basis() {
        return Basis.MEASURED;
    }
}
