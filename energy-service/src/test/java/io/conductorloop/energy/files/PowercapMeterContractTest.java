package io.conductorloop.energy.files;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.EnergyMeterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PowercapMeterContractTest extends EnergyMeterContract {
    private static final long RANGE = 40_000_000;

    @TempDir
    private Path sysfs;

    private EnergyMeter meter;
    private long microjoules;

    @BeforeEach
    void onePackage() throws IOException {
        Path zone = Files.createDirectories(sysfs.resolve("intel-rapl:0"));
        Files.writeString(zone.resolve("name"), "package-0\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), RANGE + "\n");
        use(0);
        meter = new PowercapMeter(sysfs, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Override
    protected EnergyMeter meter() {
        return meter;
    }

    @Override
    protected void use(double joules) throws IOException {
        microjoules = (microjoules + (long) (joules * 1e6)) % RANGE;
        Files.writeString(sysfs.resolve("intel-rapl:0/energy_uj"), microjoules + "\n");
    }

    @Override
    protected Basis basis() {
        return Basis.MEASURED;
    }
}
