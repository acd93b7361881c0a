package io.conductorloop.energy.files;

import io.conductorloop.energy.dvfs.FrequencyActuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets frequencies by Linux' cpufreq folder, for all processors alike.
 *
 * <p>Nothing outside the hardware's limits is written, nothing that a driver does not offer, and when one processor does
 * not take a value all get back what they had. Writing needs root.
 */
public final class CpufreqActuator implements FrequencyActuator {
    /** Where Linux shows it. */
    public static final Path SYSFS = Path.of("/sys/devices/system/cpu/cpufreq");

    private static final String LIMIT = "scaling_max_freq";
    private static final String GOVERNOR = "scaling_governor";
    private static final String PREFERENCE = "energy_performance_preference";
    private static final int KILO = 1000;

    private final List<Path> policies;
    private final Map<Path, String> found = new LinkedHashMap<>();

    private CpufreqActuator(List<Path> policies) {
        this.policies = policies;
    }

    /**
     * Opens the folder, normally {@link #SYSFS}.
     *
     * @throws NoSuchFileException when the machine has no cpufreq; the message says so
     */
    public static CpufreqActuator open(Path folder) throws IOException {
        List<Path> policies = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                policies = files.filter(file -> file.resolve(LIMIT).toFile().exists())
                        .sorted()
                        .toList();
            }
        }
        if (policies.isEmpty()) {
            throw new NoSuchFileException(
                    folder.toString(), null, "no cpufreq policy: a virtual machine, or a kernel without the driver");
        }
        CpufreqActuator actuator = new CpufreqActuator(policies);
        for (Path policy : policies) {
            for (String name : List.of(GOVERNOR, LIMIT, PREFERENCE)) {
                Path file = policy.resolve(name);
                if (Files.exists(file)) {
                    actuator.found.put(file, text(file));
                }
            }
        }
        return actuator;
    }

    @Override
    public int slowest() {
        return policies.stream()
                .mapToInt(policy -> megahertz(policy, "cpuinfo_min_freq"))
                .max()
                .orElseThrow();
    }

    @Override
    public int fastest() {
        return policies.stream()
                .mapToInt(policy -> megahertz(policy, "cpuinfo_max_freq"))
                .min()
                .orElseThrow();
    }

    @Override
    public List<Integer> steps() {
        return words(policies.getFirst().resolve("scaling_available_frequencies")).stream()
                .map(word -> Integer.parseInt(word) / KILO)
                .sorted()
                .toList();
    }

    @Override
    public Outcome limit(int megahertz) {
        if (megahertz < slowest() || megahertz > fastest()) {
            return new Outcome.Refused(
                    megahertz + " MHz is outside what the hardware does, " + slowest() + " to " + fastest() + " MHz");
        }
        List<Integer> steps = steps();
        if (!steps.isEmpty() && !steps.contains(megahertz)) {
            return new Outcome.Refused(megahertz + " MHz is none of " + steps);
        }
        return write(Map.of(LIMIT, Integer.toString(megahertz * KILO)));
    }

    @Override
    public Outcome govern(String governor, @Nullable String energyPreference) {
        Map<String, String> wishes = new LinkedHashMap<>();
        wishes.put(GOVERNOR, governor);
        if (energyPreference != null) {
            wishes.put(PREFERENCE, energyPreference);
        }
        for (Path policy : policies) {
            List<String> governors = words(policy.resolve("scaling_available_governors"));
            List<String> preferences = words(policy.resolve("energy_performance_available_preferences"));
            if (!governors.contains(governor)) {
                return new Outcome.Refused("governor " + governor + " is none of " + governors);
            }
            if (energyPreference != null && !preferences.contains(energyPreference)) {
                return new Outcome.Refused("preference " + energyPreference + " is none of " + preferences);
            }
        }
        return write(wishes);
    }

    @Override
    public void restore() {
        put(found);
    }

    private Outcome write(Map<String, String> wishes) {
        Map<Path, String> before = new LinkedHashMap<>();
        try {
            for (Path policy : policies) {
                for (Map.Entry<String, String> wish : wishes.entrySet()) {
                    Path file = policy.resolve(wish.getKey());
                    before.put(file, text(file));
                    Files.writeString(file, wish.getValue());
                }
            }
            return new Outcome.Applied();
        } catch (IOException e) {
            put(before);
            return new Outcome.Refused("not taken, all put back: " + e);
        }
    }

    /** Each as far as it goes: one processor that went away keeps no other from getting its value back. */
    private static void put(Map<Path, String> values) {
        values.forEach((file, value) -> {
            try {
                Files.writeString(file, value);
            } catch (IOException gone) {
                // Its processor is offline and comes back with the driver's defaults.
            }
        });
    }

    private static int megahertz(Path policy, String name) {
        try {
            return Integer.parseInt(text(policy.resolve(name))) / KILO;
        } catch (IOException e) {
            throw new IllegalStateException("cpufreq went away: " + policy, e);
        }
    }

    private static List<String> words(Path file) {
        try {
            return Arrays.stream(text(file).split("\\s+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException absent) {
            return new ArrayList<>();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
