package io.conductorloop.energy.files;

import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.renewables.Hours;
import io.conductorloop.energy.renewables.RenewableSource;
import io.conductorloop.energy.renewables.Renewables;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A folder with a file {@code ZONE.renewables.csv} for each zone: a header that names the columns, of which {@code time} must be and
 * {@code share} (%), {@code wind}, {@code solar} (measured, any unit), {@code wind_speed} (m/s) and {@code irradiance} (W/m²) may be; then a
 * row an hour, the time as in {@code 2026-01-31T13:00:00Z}. Weather goes on where it is forecast. It is read at each question; empty and
 * unreadable values are missing, and a last line without its end: it is being written.
 */
public final class CsvRenewableSource implements RenewableSource {
    private static final String TIME = "time";
    private static final double MOST = 1e9;
    private static final List<String> COLUMNS = List.of("share", "wind", "solar", "wind_speed", "irradiance");

    private final Path folder;

    public CsvRenewableSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public Answer of(Zone zone, long from, long to) {
        Path file = folder.resolve(zone.name() + ".renewables.csv");
        List<String> header = new ArrayList<>();
        NavigableMap<Long, double[]> rows = new TreeMap<>();
        try {
            CsvLines.read(file, line -> header.addAll(List.of(line.split(",", -1))), line -> {
                String[] cells = line.split(",", -1);
                long hour = hour(cells, header.indexOf(TIME));
                if (hour >= from && hour < to) {
                    double[] values = new double[COLUMNS.size()];
                    Arrays.setAll(values, column -> value(cells, header.indexOf(COLUMNS.get(column))));
                    rows.put(hour, values);
                }
            });
            if (!header.contains(TIME)) {
                return new Answer.Unavailable(file.getFileName() + " has no column " + TIME);
            }
            return rows.isEmpty()
                    ? new Answer.Unavailable(
                            file.getFileName() + " has no row from " + Hours.start(from) + " to " + Hours.start(to))
                    : new Answer.Known(new Renewables(
                            hours(rows, 0), hours(rows, 1), hours(rows, 2), hours(rows, 3), hours(rows, 4)));
        } catch (NoSuchFileException missing) {
            return new Answer.Unavailable("no file " + file.getFileName());
        } catch (IOException unreadable) {
            return new Answer.Unavailable("cannot read " + file.getFileName() + ": " + unreadable);
        }
    }

    /** Before all others where there is none: such a row is none. */
    private static long hour(String[] cells, int index) {
        try {
            return index >= 0 && index < cells.length ? Hours.of(Instant.parse(cells[index])) : Long.MIN_VALUE;
        } catch (DateTimeException _) {
            return Long.MIN_VALUE;
        }
    }

    private static double value(String[] cells, int index) {
        try {
            return index < 0 || index >= cells.length || cells[index].isBlank()
                    ? Double.NaN
                    : figure(Double.parseDouble(cells[index]));
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    /** None is below zero, or of more digits than any grid has. */
    private static double figure(double value) {
        return value >= 0 && value < MOST ? value : Double.NaN;
    }

    private static Hours hours(NavigableMap<Long, double[]> rows, int column) {
        double[] values = new double[(int) (rows.lastKey() - rows.firstKey() + 1)];
        Arrays.fill(values, Double.NaN);
        rows.forEach((hour, row) -> values[(int) (hour - rows.firstKey())] = row[column]);
        return Hours.of(rows.firstKey(), values);
    }
}
