package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.dvfs.FrequencyActuator.Outcome;
import io.conductorloop.energy.dvfs.MachineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a machine that is a made-up sysfs tree. */
class MachineClockTest {
    private static final Instant NOW = Instant.parse("2026-11-28T19:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(15);

    @TempDir
    private Path sysfs;

    private MachineClock clock;

    @BeforeEach
    void tree() throws IOException {
        Path policy = Files.createDirectories(sysfs.resolve("policy0"));
        Files.writeString(policy.resolve("cpuinfo_min_freq"), "600000");
        Files.writeString(policy.resolve("cpuinfo_max_freq"), "1400000");
        Files.writeString(policy.resolve("scaling_max_freq"), "1300000");
        Files.writeString(policy.resolve("scaling_governor"), "schedutil");
        clock = new MachineClock(CpufreqActuator.open(sysfs));
    }

    @Test
    void isTheFastestThatAServiceNeeds() throws IOException {
        assertThat(clock.wish("a", 600, LATER, NOW)).contains(new Outcome.Applied());
        assertThat(clock.wish("b", 1000, LATER, NOW)).contains(new Outcome.Applied());
        assertThat(limit()).isEqualTo("1000000");
        assertThat(clock.wish("a", 600, LATER, NOW)).isEmpty();

        assertThat(clock.wish("b", null, LATER, NOW)).contains(new Outcome.Applied());

        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void isAsItWasFoundOnceNoWishHolds() throws IOException {
        clock.wish("a", 600, LATER, NOW);

        assertThat(clock.settle(LATER.minusMillis(1))).isEmpty();
        assertThat(clock.settle(LATER)).contains(new Outcome.Applied());

        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void staysWhereTheHardwareRefusesAndSaysSoOnce() throws IOException {
        assertThat(clock.wish("a", 2000, LATER, NOW))
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(Outcome.Refused.class));
        assertThat(clock.wish("a", 2000, LATER, NOW)).isEmpty();
        assertThat(clock.limit()).isNull();
        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void isAsItWasFoundOnceClosedWhoeverStillWishes() throws IOException {
        clock.wish("a", 600, LATER, NOW);

        clock.close();

        assertThat(clock.wish("a", 1000, LATER, NOW)).isEmpty();
        assertThat(limit()).isEqualTo("1300000");
    }

    private String limit() throws IOException {
        return Files.readString(sysfs.resolve("policy0").resolve("scaling_max_freq"));
    }
}
