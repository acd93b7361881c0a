package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.MeterReading;
import io.conductorloop.energy.power.MeterUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowercapMeterTest {
    private static final long RANGE = 1_000_000_000;

    @TempDir
    private Path sysfs;

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void countsPackagesAndTheirMemoryAndNothingThatTheyContain() throws Exception {
        // Given
        zone("intel-rapl:0", "package-0", 0);
        zone("intel-rapl:0:0", "core", 0);
        zone("intel-rapl:0:1", "dram", 0);
        zone("intel-rapl:1", "package-1", 0);
        zone("intel-rapl:2", "psys", 0);
        zone("intel-rapl-mmio:0", "package-0", 0);
        zone("intel-rapl-mmio:0:0", "dram", 0);
        PowercapMeter meter = new PowercapMeter(sysfs, clock);
        MeterReading before = meter.read();

        // When
        for (String zone : new String[] {
            "intel-rapl:0",
            "intel-rapl:0:0",
            "intel-rapl:0:1",
            "intel-rapl:1",
            "intel-rapl:2",
            "intel-rapl-mmio:0",
            "intel-rapl-mmio:0:0"
        }) {
            counter(zone, 7_000_000);
        }
        MeterReading.Usage usage = meter.read().since(before);

        // Then
        assertThat(usage.used().value()).isCloseTo(3 * 7, within(1e-9));
        assertThat(usage.basis()).isEqualTo(Basis.MEASURED);
    }

    @Test
    void goesOnWhenTheCounterWraps() throws Exception {
        // Given
        zone("intel-rapl:0", "package-0", RANGE - 2_000_000);
        PowercapMeter meter = new PowercapMeter(sysfs, clock);
        meter.read();

        // When
        counter("intel-rapl:0", 3_000_000);

        // Then
        assertThat(meter.read().used().value()).isCloseTo(5, within(1e-9));
    }

    @Test
    void countsThePlatformAloneWhereNoPackageIsShown() throws Exception {
        // Given
        zone("intel-rapl:0", "psys", 0);
        PowercapMeter meter = new PowercapMeter(sysfs, clock);
        meter.read();

        // When
        counter("intel-rapl:0", 4_000_000);

        // Then
        assertThat(meter.read().used().value()).isCloseTo(4, within(1e-9));
    }

    @Test
    void losesNothingWhenAZoneCannotBeReadForOnce() throws Exception {
        // Given
        zone("intel-rapl:0", "package-0", 0);
        zone("intel-rapl:1", "package-1", 0);
        PowercapMeter meter = new PowercapMeter(sysfs, clock);
        meter.read();
        counter("intel-rapl:0", 1_000_000);
        Files.writeString(sysfs.resolve("intel-rapl:1/energy_uj"), "busy");

        // When
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterUnavailableException.class)
                .hasMessageContaining("busy");
        counter("intel-rapl:1", 2_000_000);

        // Then
        assertThat(meter.read().used().value()).isCloseTo(3, within(1e-9));
    }

    @Test
    void saysThatAMachineHasNone() {
        PowercapMeter meter = new PowercapMeter(sysfs.resolve("nowhere"), clock);

        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterUnavailableException.class)
                .hasMessageContaining("no RAPL zone");
    }

    private void zone(String zone, String name, long microjoules) throws IOException {
        Path folder = Files.createDirectories(sysfs.resolve(zone));
        Files.writeString(folder.resolve("name"), name + "\n");
        Files.writeString(folder.resolve("max_energy_range_uj"), RANGE + "\n");
        counter(zone, microjoules);
    }

    private void counter(String zone, long microjoules) throws IOException {
        Files.writeString(sysfs.resolve(zone).resolve("energy_uj"), microjoules + "\n");
    }
}
