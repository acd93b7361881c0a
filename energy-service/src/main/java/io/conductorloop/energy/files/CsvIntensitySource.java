package io.conductorloop.energy.files;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.carbon.Zone;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
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
    private final InstantSource clock;

    /**
     * A source on a folder.
     *
     * @param step how long a slot is
     */
    public CsvIntensitySource(Path folder, Duration step, InstantSource clock) {
        this.folder = folder;
        this.step = step;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        Path file = folder.resolve(zone.name() + ".csv");
        try {
            NavigableMap<Instant, Double> rows = rows(file, new Stretch(from, to).nearest(clock.instant(), step));
            if (rows.isEmpty()) {
                return new IntensityAnswer.Unavailable(name(), "no row between " + from + " and " + to);
            }
            Instant start = rows.firstKey();
            double[] values =
                    new double[1 + (int) Duration.between(start, rows.lastKey()).dividedBy(step)];
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

    private static NavigableMap<Instant, Double> rows(Path file, Stretch asked) throws IOException {
        NavigableMap<Instant, Double> rows = new TreeMap<>();
        CsvLines.read(file, _ -> {}, line -> read(line, asked, rows));
        return rows;
    }

    /** One row; where it says nothing it is a gap. */
    private static void read(String line, Stretch asked, NavigableMap<Instant, Double> rows) throws IOException {
        int comma = line.indexOf(',');
        try {
            Instant time = Instant.parse(line.substring(0, Math.max(0, comma)));
            if (!time.isBefore(asked.from()) && time.isBefore(asked.to())) {
                rows.put(time, Double.valueOf(line.substring(comma + 1)));
            }
        } catch (DateTimeException | NumberFormatException _) {
            return;
        }
        if (rows.size() > Stretch.MOST_SLOTS) {
            throw new IOException("more than a row a slot");
        }
    }
}
