package io.conductorloop.energy.metrics;

import io.conductorloop.energy.metrics.PrometheusMeter.Exporter;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.EnergyMeterContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ScaphandreMeterContractTest extends EnergyMeterContract {
    private Exporters exporter;
    private EnergyMeter meter;
    private double used;

    @BeforeEach
    void start() throws IOException {
        exporter = new Exporters();
        meter = exporter.meter(Exporter.SCAPHANDRE);
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
        exporter.show(200, Exporters.scaphandre(1_000_000 + Math.round(used * 1e6)));
    }

    @Override
    protected Basis basis() {
        return Basis.MEASURED;
    }
}
