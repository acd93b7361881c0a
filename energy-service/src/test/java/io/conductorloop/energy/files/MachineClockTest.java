package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private Path root;

    private Path sysfs;
    private Path notes;

    private MachineClock clock;

    @BeforeEach
    void tree() throws IOException {
        sysfs = root.resolve("cpufreq");
        notes = root.resolve("run/clock");
        Path policy = Files.createDirectories(sysfs.resolve("policy0"));
        Files.writeString(policy.resolve("cpuinfo_min_freq"), "600000");
        Files.writeString(policy.resolve("cpuinfo_max_freq"), "1400000");
        Files.writeString(policy.resolve("scaling_max_freq"), "1300000");
        Files.writeString(policy.resolve("scaling_governor"), "schedutil");
        clock = open();
    }

    @Test
    void isTheFastestThatAServiceNeeds() throws IOException {
        assertThat(clock.wish("a", 600, LATER, NOW)).isEmpty();
        assertThat(clock.wish("b", 1000, LATER, NOW)).isEmpty();
        assertThat(limit()).isEqualTo("1000000");
        assertThat(clock.wish("a", 600, LATER, NOW)).isEmpty();

        assertThat(clock.wish("b", null, LATER, NOW)).isEmpty();

        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void isAsItWasFoundOnceNoWishHolds() throws IOException {
        clock.wish("a", 600, LATER, NOW);

        assertThat(clock.settle(LATER.minusMillis(1))).isEmpty();
        assertThat(clock.settle(LATER)).isEmpty();

        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void staysWhereTheHardwareRefusesAndSaysSoOnce() throws IOException {
        assertThat(clock.wish("a", 2000, LATER, NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("outside what the hardware does"));
        assertThat(clock.wish("a", 2000, LATER, NOW)).isEmpty();
        assertThat(clock.limit()).isNull();
        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void isAsItWasFoundOnceClosedWhoeverStillWishes() throws IOException {
        clock.wish("a", 600, LATER, NOW);

        assertThat(clock.stop()).isEmpty();

        assertThat(clock.wish("a", 1000, LATER, NOW)).isEmpty();
        assertThat(limit()).isEqualTo("1300000");
    }

    @Test
    void whatIsNotTakenBackIsSaidOnceAndTriedAgain() throws IOException {
        // Given
        clock.wish("a", 600, LATER, NOW);
        // The kernel lets everybody read this, and nobody write it.
        Path file = sysfs.resolve("policy0/scaling_max_freq");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/proc/version"));

        // Then
        assertThat(clock.settle(LATER))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("not put back").contains("policy0/scaling_max_freq"));
        assertThat(clock.settle(LATER.plusSeconds(1))).isEmpty();
        assertThat(clock.limit()).isEqualTo(600);

        // When
        Files.delete(file);
        Files.writeString(file, "600000\n");
        assertThat(clock.settle(LATER.plusSeconds(2))).isEmpty();

        // Then
        assertThat(limit()).isEqualTo("1300000");
        assertThat(clock.limit()).isNull();
        assertThat(notes).doesNotExist();
    }

    @Test
    void whatIsNotTakenBackAtTheEndIsSaidAndKeptForTheNext() throws IOException {
        // Given
        clock.wish("a", 600, LATER, NOW);
        Path file = sysfs.resolve("policy0/scaling_max_freq");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/proc/version"));

        // Then
        assertThat(clock.stop()).isPresent();
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("scaling_max_freq");

        // When
        Files.delete(file);
        Files.writeString(file, "600000\n");
        open();

        // Then
        assertThat(limit()).isEqualTo("1300000");
        assertThat(notes).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftIsNotTakenForWhatWasFound() throws IOException {
        // Given
        clock.wish("a", 600, LATER, NOW);

        // When
        MachineClock next = open();

        // Then
        assertThat(limit()).isEqualTo("1300000");
        next.wish("a", 1000, LATER, NOW);
        assertThat(next.stop()).isEmpty();
        assertThat(limit()).isEqualTo("1300000");
    }

    private MachineClock open() throws IOException {
        return new MachineClock(CpufreqActuator.open(sysfs, notes));
    }

    private String limit() throws IOException {
        return Files.readString(sysfs.resolve("policy0").resolve("scaling_max_freq"));
    }
}
