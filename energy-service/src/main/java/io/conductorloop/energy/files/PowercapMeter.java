package io.conductorloop.energy.files;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.power.MeterReading;
import io.conductorloop.energy.power.MeterUnavailableException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads RAPL from Linux' powercap folder.
 *
 * <p>Counted are the packages and their memory. {@code core} and {@code uncore} are parts of a package and {@code psys}
 * contains packages, so none of them is added to those; {@code psys} counts alone where there is no package. A package
 * that is shown twice, by MSR and by MMIO, counts once. Counters wrap at {@code max_energy_range_uj}. Since kernel 5.10
 * only root may read them.
 */
public final class PowercapMeter implements EnergyMeter {
    /** Where Linux shows it. */
    public static final Path SYSFS = Path.of("/sys/class/powercap");

    private static final String BY_MSR = "intel-rapl:";

    private final Path folder;
    private final InstantSource clock;
    private final Map<Path, BigInteger> last = new TreeMap<>();
    private BigInteger microjoules = BigInteger.ZERO;

    /** A meter on this folder, normally {@link #SYSFS}. */
    public PowercapMeter(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public synchronized MeterReading read() throws MeterUnavailableException {
        List<Path> zones = counted();
        if (zones.isEmpty()) {
            throw new MeterUnavailableException(
                    "no RAPL zone in " + folder + ": not this hardware, or a virtual machine");
        }
        Map<Path, BigInteger> now = new TreeMap<>();
        BigInteger since = BigInteger.ZERO;
        for (Path zone : zones) {
            BigInteger counter = figure(zone.resolve("energy_uj"));
            BigInteger before = last.get(zone);
            now.put(zone, counter);
            if (before != null) {
                BigInteger used = counter.subtract(before);
                since = since.add(used.signum() < 0 ? used.add(figure(zone.resolve("max_energy_range_uj"))) : used);
            }
        }
        // Only once every zone could be read, lest a failure half-way loses what the others counted.
        last.clear();
        last.putAll(now);
        microjoules = microjoules.add(since);
        return new MeterReading(clock.instant(), new Joules(microjoules.doubleValue() / 1e6), Basis.MEASURED, "RAPL");
    }

    private List<Path> counted() throws MeterUnavailableException {
        Map<Path, String> names = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> zones = Files.list(folder)) {
                for (Path zone : zones.sorted().toList()) {
                    if (Files.exists(zone.resolve("name")) && Files.exists(zone.resolve("energy_uj"))) {
                        names.put(zone, text(zone.resolve("name")));
                    }
                }
            } catch (IOException e) {
                throw new MeterUnavailableException("cannot list " + folder, e);
            }
        }
        boolean registers = names.keySet().stream()
                .anyMatch(zone -> zone.getFileName().toString().startsWith(BY_MSR));
        names.keySet()
                .removeIf(zone -> registers && !zone.getFileName().toString().startsWith(BY_MSR));
        Set<String> packages = new HashSet<>();
        List<Path> counted = names.keySet().stream()
                .filter(zone -> {
                    String name = names.getOrDefault(zone, "");
                    return name.startsWith("package") ? packages.add(name) : name.equals("dram");
                })
                .toList();
        return packages.isEmpty()
                ? names.keySet().stream()
                        .filter(zone -> names.getOrDefault(zone, "").equals("psys"))
                        .limit(1)
                        .toList()
                : counted;
    }

    private static BigInteger figure(Path file) throws MeterUnavailableException {
        String text = text(file);
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw new MeterUnavailableException(file + ": expected microjoules, found \"" + text + "\"", e);
        }
    }

    private static String text(Path file) throws MeterUnavailableException {
        try {
            return Files.readString(file).strip();
        } catch (AccessDeniedException e) {
            throw new MeterUnavailableException(file + " is for root only: run as root or allow reading it", e);
        } catch (IOException e) {
            throw new MeterUnavailableException(file + " cannot be read", e);
        }
    }
}
