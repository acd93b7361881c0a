package io.conductorloop.energy.files;

import io.conductorloop.energy.dvfs.FrequencyActuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern OURS =
            Pattern.compile("policy\\d+/(?:" + GOVERNOR + "|" + LIMIT + "|" + PREFERENCE + ")");

    private final FoundFiles files;
    private final List<String> policies;
    private final int slowest;
    private final int fastest;
    private final List<Integer> steps;

    private CpufreqActuator(FoundFiles files, List<String> policies) throws IOException {
        this.files = files;
        this.policies = policies;
        int slowest = 0;
        int fastest = Integer.MAX_VALUE;
        for (String policy : policies) {
            slowest = Math.max(slowest, megahertz(policy + "/cpuinfo_min_freq"));
            fastest = Math.min(fastest, megahertz(policy + "/cpuinfo_max_freq"));
        }
        this.slowest = slowest;
        this.fastest = fastest;
        this.steps = words(policies.getFirst() + "/scaling_available_frequencies").stream()
                .map(word -> Integer.parseInt(word) / KILO)
                .sorted()
                .toList();
    }

    /**
     * Opens the folder, normally {@link #SYSFS}, and puts back what a killed process left.
     *
     * @param notes a file in which it is kept what was found, while it is not so
     * @throws NoSuchFileException when the machine has no cpufreq; the message says so
     * @throws IOException when it shows no figures, or what was left is not taken back; the notes stay
     */
    public static CpufreqActuator open(Path folder, Path notes) throws IOException {
        List<String> policies = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> paths = Files.list(folder)) {
                policies = paths.filter(path -> Files.exists(path.resolve(LIMIT)))
                        .map(path -> path.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }
        if (policies.isEmpty()) {
            throw new NoSuchFileException(
                    folder.toString(), null, "no cpufreq policy: a virtual machine, or a kernel without the driver");
        }
        FoundFiles files = FoundFiles.open(folder, notes, OURS);
        for (String policy : policies) {
            for (String name : List.of(GOVERNOR, LIMIT, PREFERENCE)) {
                files.find(policy + "/" + name);
            }
        }
        try {
            return new CpufreqActuator(files, policies);
        } catch (NumberFormatException e) {
            throw new IOException("cpufreq shows no figures: " + e.getMessage(), e);
        }
    }

    @Override
    public int slowest() {
        return slowest;
    }

    @Override
    public int fastest() {
        return fastest;
    }

    @Override
    public List<Integer> steps() {
        return steps;
    }

    @Override
    public Optional<String> limit(int megahertz) {
        if (megahertz < slowest || megahertz > fastest) {
            return Optional.of(
                    megahertz + " MHz is outside what the hardware does, " + slowest + " to " + fastest + " MHz");
        }
        if (!steps.isEmpty() && !steps.contains(megahertz)) {
            return Optional.of(megahertz + " MHz is none of " + steps);
        }
        return write(LIMIT, Integer.toString(megahertz * KILO));
    }

    @Override
    public Optional<String> govern(String governor, @Nullable String energyPreference) {
        for (String policy : policies) {
            List<String> governors = words(policy + "/scaling_available_governors");
            List<String> preferences = words(policy + "/energy_performance_available_preferences");
            if (!governors.contains(governor)) {
                return Optional.of("governor " + governor + " is none of " + governors);
            }
            if (energyPreference != null && !preferences.contains(energyPreference)) {
                return Optional.of("preference " + energyPreference + " is none of " + preferences);
            }
        }
        Optional<String> why = write(GOVERNOR, governor);
        return why.isPresent() || energyPreference == null ? why : write(PREFERENCE, energyPreference);
    }

    @Override
    public Optional<String> restore() {
        return files.restore();
    }

    private Optional<String> write(String name, String value) {
        Map<String, String> wishes = new LinkedHashMap<>();
        policies.forEach(policy -> wishes.put(policy + "/" + name, value));
        return files.write(wishes);
    }

    private int megahertz(String name) {
        String text = files.text(name);
        return Integer.parseInt(text == null ? "" : text) / KILO;
    }

    private List<String> words(String name) {
        String text = files.text(name);
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }
}
