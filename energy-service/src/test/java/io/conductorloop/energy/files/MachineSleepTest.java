package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.energy.sleep.MachineSleep;
import io.conductorloop.energy.sleep.MachineSleep.Leave;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sleep of a machine that is a made-up sysfs tree: eight processors, the first of which cannot be parked, the last of which was. */
class MachineSleepTest {
    private static final Instant NOW = Instant.parse("2026-11-28T19:00:00Z");
    private static final Duration PARKED = Duration.ofMillis(100);
    private static final Leave LITTLE = new Leave(.1, Duration.ofMillis(1_500));

    @TempDir
    private Path root;

    private Path sysfs;
    private Path device;
    private Path notes;
    private double busy;

    @BeforeEach
    void tree() throws IOException {
        sysfs = Files.createDirectory(root.resolve("cpu"));
        device = root.resolve("cpu_dma_latency");
        notes = root.resolve("run/sleep");
        Files.createDirectory(sysfs.resolve("cpufreq"));
        for (int cpu = 0; cpu < 8; cpu++) {
            Path power = Files.createDirectories(sysfs.resolve("cpu" + cpu + "/power"));
            Files.writeString(
                    power.resolve("pm_qos_resume_latency_us"), cpu == 2 ? "300\n" : cpu == 3 ? "n/a\n" : "0\n");
            if (cpu > 0) {
                Files.writeString(sysfs.resolve("cpu" + cpu + "/online"), cpu == 7 ? "0\n" : "1\n");
            }
        }
    }

    @Test
    void parksWhatNobodyNeedsAfterAWhileAndLimitsHowLongOthersTakeToWake() throws IOException {
        // Given
        MachineSleep sleep = sleep(2);

        // When
        wishFor(sleep, LITTLE, 60);

        // Then
        assertThat(online()).isEqualTo("-1000000");
        assertThat(limit(0)).isEqualTo("1000000");
        assertThat(limit(2)).isEqualTo("300");
        assertThat(limit(3)).isEqualTo("n/a");
        assertThat(limit(7)).isEqualTo("0");
    }

    @Test
    void parksNothingBeforeItWasCalmForAWhile() throws IOException {
        MachineSleep sleep = sleep(2);

        wishFor(sleep, LITTLE, 59);

        assertThat(online()).isEqualTo("-1111110");
        assertThat(limit(0)).isEqualTo("1000000");
    }

    @Test
    void entersNoStateWhoseWakingWouldMakeAServiceLate() throws IOException {
        // Given
        MachineSleep sleep = sleep(2);
        wishFor(sleep, LITTLE, 60);

        // When
        assertThat(sleep.wish("b", new Leave(.1, PARKED.minusMillis(1)), later(80), later(61)))
                .isEmpty();

        // Then
        assertThat(online()).isEqualTo("-1111110");
        assertThat(limit(0)).isEqualTo("10000");

        // When
        assertThat(sleep.wish("b", new Leave(.1, Duration.ofMillis(-5)), later(80), later(62)))
                .isEmpty();

        // Then
        assertThat(limit(0)).isEqualTo("50");
    }

    @Test
    void wakesAtOnceWhatSomebodyElseOnTheMachineNeeds() throws IOException {
        // Given
        MachineSleep sleep = sleep(2);
        wishFor(sleep, LITTLE, 60);

        // When
        busy = .9;
        assertThat(sleep.settle(later(61))).isEmpty();

        // Then: (7 x 0.1 + 2 x 0.9) / 0.8
        assertThat(online()).isEqualTo("-1110000");

        // When
        busy = Double.NaN;
        assertThat(sleep.settle(later(62))).isEmpty();

        // Then
        assertThat(online()).isEqualTo("-1111110");
    }

    @Test
    void isAsItWasFoundOnceNoWishHoldsOrOneWantsAllThereIs() throws IOException {
        // Given
        MachineSleep sleep = sleep(2);
        wishFor(sleep, LITTLE, 60);
        assertThat(notes).exists();

        // When
        assertThat(sleep.wish("b", null, later(70), later(61))).isEmpty();

        // Then
        assertAsFound();
        assertThat(notes).doesNotExist();

        // When
        wishFor(sleep, LITTLE, 140);
        assertThat(online()).isEqualTo("-1000000");
        assertThat(sleep.settle(later(1_000))).isEmpty();

        // Then
        assertAsFound();
    }

    @Test
    void isAsItWasFoundOnceClosedWhoeverStillWishes() throws IOException {
        MachineSleep sleep = sleep(2);
        wishFor(sleep, LITTLE, 60);

        assertThat(sleep.stop()).isEmpty();

        assertThat(sleep.wish("b", LITTLE, later(90), later(61))).isEmpty();
        assertAsFound();
    }

    @Test
    void whatIsNotTakenBackIsSaidAndNotForgotten() throws IOException {
        // Given
        MachineSleep sleep = sleep(2);
        wishFor(sleep, LITTLE, 60);
        Path stubborn = sysfs.resolve("cpu6/online");
        Files.delete(stubborn);
        // The kernel lets everybody read this, and nobody write it.
        Files.createSymbolicLink(stubborn, Path.of("/proc/version"));

        // When
        Optional<String> why = sleep.stop();

        // Then
        assertThat(why)
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("not put back").contains("cpu6/online"));
        assertThat(limit(0)).isEqualTo("0");
        assertThat(notes).exists();
        assertThatThrownBy(() -> sleep(2)).isInstanceOf(IOException.class).hasMessageContaining("cpu6/online");

        // When
        Files.delete(stubborn);
        Files.writeString(stubborn, "0\n");
        assertThat(sleep(2).settle(NOW)).isEmpty();

        // Then
        assertAsFound();
        assertThat(notes).doesNotExist();
    }

    @Test
    void whatIsLeftOfASettingThatWasRefusedIsTriedAgainOnceNobodyWishesIt() throws IOException {
        // Given: one processor refuses, and what was set of it and of another shows only later
        MachineSleep sleep = sleep(2);
        Path limit = sysfs.resolve("cpu0/power/pm_qos_resume_latency_us");
        Path stubborn = sysfs.resolve("cpu1/power/pm_qos_resume_latency_us");
        Files.delete(stubborn);
        Files.createSymbolicLink(stubborn, Path.of("/proc/version"));

        // When
        assertThat(sleep.wish("a", LITTLE, later(10), NOW))
                .hasValueSatisfying(why -> assertThat(why).startsWith("not taken"));
        Files.delete(stubborn);
        Files.writeString(stubborn, "1000000\n");
        Files.writeString(limit, "1000000\n");
        assertThat(sleep.settle(later(11))).isEmpty();

        // Then
        assertAsFound();
        assertThat(notes).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftIsPutBackByTheNext() throws IOException {
        // Given
        wishFor(sleep(2), LITTLE, 60);
        assertThat(online()).isEqualTo("-1000000");

        // When
        MachineSleep next = sleep(2);

        // Then
        assertAsFound();
        assertThat(next.settle(NOW)).isEmpty();
        assertThat(notes).doesNotExist();
    }

    @Test
    void whereAProcessorIsNotGivenUpAllIsPutBackAndThatIsSaidOnce() throws IOException {
        // Given: nobody can write a folder
        Files.delete(sysfs.resolve("cpu3/power/pm_qos_resume_latency_us"));
        MachineSleep sleep = new MachineSleep(
                SysfsSleepActuator.open(sysfs, device, notes.resolve("is/a/file")),
                new MachineSleep.Terms(2, PARKED, Duration.ofNanos(50_000), () -> busy));
        Files.writeString(root.resolve("run"), "no folder");

        // Then
        assertThat(sleep.wish("a", LITTLE, later(90), NOW))
                .hasValueSatisfying(why -> assertThat(why).startsWith("not taken, all put back"));
        assertThat(sleep.wish("a", LITTLE, later(90), later(1))).isEmpty();
        assertThat(online()).isEqualTo("-1111110");
        assertThat(limit(0)).isEqualTo("0");
    }

    @Test
    void aMachineWithoutLimitsOfItsProcessorsHasOneForAll() throws IOException {
        // Given
        for (int cpu = 0; cpu < 8; cpu++) {
            Files.delete(sysfs.resolve("cpu" + cpu + "/power/pm_qos_resume_latency_us"));
        }
        Files.write(device, new byte[0]);
        MachineSleep sleep = sleep(2);

        // When
        assertThat(sleep.wish("a", LITTLE, later(90), NOW)).isEmpty();

        // Then
        assertThat(ByteBuffer.wrap(Files.readAllBytes(device))
                        .order(ByteOrder.nativeOrder())
                        .getInt())
                .isEqualTo(1_000_000);
        assertThat(sleep.stop()).isEmpty();
    }

    @Test
    void aMachineWithNeitherSaysSo() {
        Path empty = root.resolve("nothing");

        assertThatThrownBy(() -> SysfsSleepActuator.open(empty, empty.resolve("device"), notes))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("neither CPU hot-plug nor PM QoS");
    }

    private MachineSleep sleep(int fewest) throws IOException {
        return new MachineSleep(
                SysfsSleepActuator.open(sysfs, device, notes),
                new MachineSleep.Terms(fewest, PARKED, Duration.ofNanos(50_000), () -> busy));
    }

    /** Every second from the first to that one. */
    private static void wishFor(MachineSleep sleep, Leave leave, int seconds) {
        for (int second = 0; second <= seconds; second++) {
            assertThat(sleep.wish("a", leave, later(second + 15), later(second)))
                    .isEmpty();
        }
    }

    private static Instant later(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    private void assertAsFound() throws IOException {
        assertThat(online()).isEqualTo("-1111110");
        assertThat(limit(0)).isEqualTo("0");
        assertThat(limit(1)).isEqualTo("0");
        assertThat(limit(2)).isEqualTo("300");
        assertThat(limit(3)).isEqualTo("n/a");
    }

    /** A digit a processor. */
    private String online() throws IOException {
        StringBuilder all = new StringBuilder("-");
        for (int cpu = 1; cpu < 8; cpu++) {
            all.append(Files.readString(sysfs.resolve("cpu" + cpu + "/online")).strip());
        }
        return all.toString();
    }

    private String limit(int cpu) throws IOException {
        return Files.readString(sysfs.resolve("cpu" + cpu + "/power/pm_qos_resume_latency_us"))
                .strip();
    }
}
