package io.conductorloop.energy.app;

import io.conductorloop.energy.files.PowercapMeter;
import io.conductorloop.energy.metrics.PrometheusMeter;
import io.conductorloop.energy.metrics.PrometheusMeter.Exporter;
import io.conductorloop.energy.power.EnergyMeter;
import java.net.URI;
import java.time.InstantSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By what this machine's energy is measured: {@code conductor.energy.meter.*}.
 *
 * @param kind which meter
 * @param kepler where Kepler shows its metrics
 * @param scaphandre where Scaphandre does
 */
@ConfigurationProperties("conductor.energy.meter")
record MeterProperties(
        @DefaultValue("rapl") Kind kind,
        @DefaultValue("http://127.0.0.1:28282/metrics") URI kepler,
        @DefaultValue("http://127.0.0.1:8080/metrics") URI scaphandre) {
    /** The meters there are. */
    enum Kind {
        RAPL,
        KEPLER,
        SCAPHANDRE
    }

    EnergyMeter hardware(InstantSource clock) {
        return switch (kind) {
            case RAPL -> new PowercapMeter(PowercapMeter.SYSFS, clock);
            case KEPLER -> new PrometheusMeter(Exporter.KEPLER, kepler, clock);
            case SCAPHANDRE -> new PrometheusMeter(Exporter.SCAPHANDRE, scaphandre, clock);
        };
    }
}
