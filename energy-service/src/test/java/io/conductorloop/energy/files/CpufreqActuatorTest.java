package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.energy.dvfs.FrequencyActuator.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpufreqActuatorTest {
    @TempDir
    private Path sysfs;

    @BeforeEach
    void twoProcessors() throws IOException {
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
        CpufreqActuator actuator = CpufreqActuator.open(sysfs);

        // When
        Outcome limited = actuator.limit(1000);
        Outcome governed = actuator.govern("powersave", null);
        String during = read("policy1", "scaling_max_freq") + " " + read("policy0", "scaling_governor");
        actuator.close();

        // Then
        assertThat(limited).isInstanceOf(Outcome.Applied.class);
        assertThat(governed).isInstanceOf(Outcome.Applied.class);
        assertThat(during).isEqualTo("1000000 powersave");
        assertThat(read("policy1", "scaling_max_freq")).isEqualTo("1400000");
        assertThat(read("policy0", "scaling_governor")).isEqualTo("schedutil");
    }

    @Test
    void refusesWhatTheHardwareOrItsDriverDoesNotOffer() throws IOException {
        CpufreqActuator actuator = CpufreqActuator.open(sysfs);

        assertThat(actuator.limit(2000))
                .isEqualTo(new Outcome.Refused("2000 MHz is outside what the hardware does, 600 to 1400 MHz"));
        assertThat(actuator.limit(900)).isEqualTo(new Outcome.Refused("900 MHz is none of [600, 1000, 1400]"));
        assertThat(actuator.govern("turbo", null)).isInstanceOf(Outcome.Refused.class);
        assertThat(actuator.govern("powersave", "power")).isInstanceOf(Outcome.Refused.class);
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("1400000");
    }

    @Test
    void takesAnyFrequencyInTheRangeWhereTheDriverListsNone() throws IOException {
        // Given
        Files.delete(sysfs.resolve("policy0/scaling_available_frequencies"));
        Files.delete(sysfs.resolve("policy1/scaling_available_frequencies"));
        write("policy0", "energy_performance_preference", "balance_performance");
        write("policy0", "energy_performance_available_preferences", "default balance_performance power");
        CpufreqActuator actuator = CpufreqActuator.open(sysfs);

        // When
        Outcome outcome = actuator.limit(901);

        // Then
        assertThat(actuator.steps()).isEmpty();
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("901000");
    }

    @Test
    void putsAllBackWhenOneProcessorDoesNotTakeIt() throws IOException {
        // Given
        CpufreqActuator actuator = CpufreqActuator.open(sysfs);
        Files.delete(sysfs.resolve("policy1/scaling_max_freq"));
        Files.createDirectory(sysfs.resolve("policy1/scaling_max_freq"));

        // When
        Outcome outcome = actuator.limit(600);

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(read("policy0", "scaling_max_freq")).isEqualTo("1400000");
    }

    @Test
    void saysPlainlyThatAMachineHasNone() {
        assertThatThrownBy(() -> CpufreqActuator.open(sysfs.resolve("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no cpufreq policy");
    }

    private void write(String policy, String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(sysfs.resolve(policy)).resolve(name), text + "\n");
    }

    private String read(String policy, String name) throws IOException {
        return Files.readString(sysfs.resolve(policy).resolve(name)).strip();
    }
}
