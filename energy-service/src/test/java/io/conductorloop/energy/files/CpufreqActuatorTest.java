package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpufreqActuatorTest {
    @TempDir
    private Path root;

    private Path sysfs;

    @BeforeEach
    void twoProcessors() throws IOException {
        sysfs = Files.createDirectory(root.resolve("cpufreq"));
        for (String policy : new String[] {"policy0", "policy1"}) {
            write(policy, "cpuinfo_min_freq", "600000");
            write(policy, "cpuinfo_max_freq", "1400000");
            write(policy, "scaling_max_freq", "1400000");
            write(policy, "scaling_governor", "schedutil");
            write(policy, "scaling_available_governors", "performance powersave schedutil");
            write(policy, "scaling_available_frequencies", "600000 1000000 1400000 ");
        }
    }

    @Test
    void limitsEveryProcessorAndPutsBackWhatItFound() throws IOException {
        // Given
        CpufreqActuator actuator = open();

        // When
        Optional<String> limited = actuator.limit(1000);
        Optional<String> governed = actuator.govern("powersave", null);
        String during = read("policy1", "scaling_max_freq") + " " + read("policy0", "scaling_governor");
        Optional<String> restored = actuator.restore();

        // Then
        assertThat(limited).isEmpty();
        assertThat(governed).isEmpty();
        assertThat(restored).isEmpty();
        assertThat(during).isEqualTo("1000000 powersave");
        assertThat(read("policy1", "scaling_max_freq")).isEqualTo("1400000");
        assertThat(read("policy0", "scaling_governor")).isEqualTo("schedutil");
    }

    @Test
    void refusesWhatTheHardwareOrItsDriverDoesNotOffer() throws IOException {
        CpufreqActuator actuator = open();

        assertThat(actuator.limit(2000)).contains("2000 MHz is outside what the hardware does, 600 to 1400 MHz");
        assertThat(actuator.limit(900)).contains("900 MHz is none of [600, 1000, 1400]");
        assertThat(actuator.govern("turbo", null)).isPresent();
        assertThat(actuator.govern("powersave", "power")).isPresent();
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("1400000");
    }

    @Test
    void takesAnyFrequencyInTheRangeWhereTheDriverListsNone() throws IOException {
        // Given
        Files.delete(sysfs.resolve("policy0/scaling_available_frequencies"));
        Files.delete(sysfs.resolve("policy1/scaling_available_frequencies"));
        write("policy0", "energy_performance_preference", "balance_performance");
        write("policy0", "energy_performance_available_preferences", "default balance_performance power");
        CpufreqActuator actuator = open();

        // When
        Optional<String> why = actuator.limit(901);

        // Then
        assertThat(actuator.steps()).isEmpty();
        assertThat(why).isEmpty();
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("901000");
    }

    @Test
    void putsAllBackWhenOneProcessorDoesNotTakeIt() throws IOException {
        // Given
        CpufreqActuator actuator = open();
        stubborn("policy1");

        // When
        Optional<String> why = actuator.limit(600);

        // Then
        assertThat(why).hasValueSatisfying(said -> assertThat(said).startsWith("not taken, all put back"));
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("1400000");
    }

    @Test
    void oneThatWentAwayKeepsNoOtherFromBeingSet() throws IOException {
        // Given
        CpufreqActuator actuator = open();
        for (String name : new String[] {"scaling_max_freq", "scaling_governor", "cpuinfo_max_freq"}) {
            Files.delete(sysfs.resolve("policy1").resolve(name));
        }

        // Then
        assertThat(actuator.limit(600)).isEmpty();
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("600000");
        assertThat(actuator.restore()).isEmpty();
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("1400000");
    }

    @Test
    void saysPlainlyThatAMachineHasNone() {
        assertThatThrownBy(() -> CpufreqActuator.open(sysfs.resolve("nowhere"), notes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no cpufreq policy");
    }

    private CpufreqActuator open() throws IOException {
        return CpufreqActuator.open(sysfs, notes());
    }

    private Path notes() {
        return root.resolve("run/clock");
    }

    /** The kernel lets everybody read this, and nobody write it. */
    private void stubborn(String policy) throws IOException {
        Path file = sysfs.resolve(policy).resolve("scaling_max_freq");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/proc/version"));
    }

    private void write(String policy, String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(sysfs.resolve(policy)).resolve(name), text + "\n");
    }

    private String read(String policy, String name) throws IOException {
        return Files.readString(sysfs.resolve(policy).resolve(name)).strip();
    }
}
