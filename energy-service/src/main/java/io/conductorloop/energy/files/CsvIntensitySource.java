package io.conductorloop.energy.files;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A folder with a file {@code ZONE.csv} for each zone: a header, then {@code time,gCO2e/kWh} with the time as in {@code
 * 2026-01-31T13:00:00Z}, the beginning of the slot. It is read at each question, so whoever writes it needs to tell nobody; a
 * last line without its end is left out, it is being written. Empty, zero and unreadable values are missing.
 */
public final class CsvIntensitySource implements CarbonIntensitySource {
    private final Path folder;
    private final Duration step;

    /**
     * A source on a folder.
     *
     * @param step how long a slot is
     */
    public CsvIntensitySource(Path folder, Duration step) {
        this.folder = folder;
        this.step = step;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        Path file = folder.resolve(zone.name() + ".csv");
        try {
            NavigableMap<Instant, Double> rows = rows(Files.readString(file, StandardCharsets.UTF_8));
            rows.headMap(from, false).clear();
            rows.tailMap(to, true).clear();
            if (rows.isEmpty()) {
                return new IntensityAnswer.Unavailable(name(), "no row between " + from + " and " + to);
            }
            Instant start = rows.firstKey();
            double[] values = new double
                    [Math.toIntExact(Duration.between(start, rows.lastKey()).dividedBy(step) + 1)];
            Arrays.fill(values, Double.NaN);
            rows.forEach(
                    (time, value) -> values[(int) Duration.between(start, time).dividedBy(step)] = value);
            return new IntensityAnswer.Known(IntensitySeries.of(start, step, values), name(), false);
        } catch (NoSuchFileException missing) {
            return new IntensityAnswer.Unavailable(name(), "no file " + file.getFileName());
        } catch (IOException unreadable) {
            return new IntensityAnswer.Unavailable(name(), "cannot read " + file.getFileName() + ": " + unreadable);
        }
    }

    private static NavigableMap<Instant, Double> rows(String text) {
        NavigableMap<Instant, Double> rows = new TreeMap<>();
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int comma = line.indexOf(',');
            if (comma > 0) {
                rows.putAll(row(line.substring(0, comma), line.substring(comma + 1)));
            }
        }
        return rows;
    }

    /** One row, or none where it says nothing: it is a gap then. */
    private static Map<Instant, Double> row(String time, String value) {
        try {
            return Map.of(Instant.parse(time), Double.valueOf(value));
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Map.of();
        }
    }
}
