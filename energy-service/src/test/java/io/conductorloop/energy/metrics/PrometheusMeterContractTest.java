package io.conductorloop.energy.metrics;

import io.conductorloop.energy.metrics.PrometheusMeter.Exporter;
import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.EnergyMeterContract;
import java.io.IOException;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class PrometheusMeterContractTest {
    @Nested
    class Kepler extends Shown {
        Kepler() {
            super(Exporter.KEPLER, used -> Exporters.kepler(1_000 + used * 3 / 4, 500 + used / 4));
        }
    }

    @Nested
    class Scaphandre extends Shown {
        Scaphandre() {
            super(Exporter.SCAPHANDRE, used -> Exporters.scaphandre(1_000_000 + Math.round(used * 1e6)));
        }
    }

    /** A meter of what an exporter shows. */
    abstract static class Shown extends EnergyMeterContract {
        private final Exporter kind;
        private final DoubleFunction<String> text;
        private Exporters exporter;
        private EnergyMeter meter;
        private double used;

        /** @param text that is shown once so many joules were used */
        Shown(Exporter kind, DoubleFunction<String> text) {
            this.kind = kind;
            this.text = text;
        }

        @BeforeEach
        void start() throws IOException {
            exporter = new Exporters();
            meter = exporter.meter(kind);
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
            exporter.show(200, text.apply(used));
        }

        @Override
        protected Basis basis() {
            return Basis.MEASURED;
        }
    }
}
