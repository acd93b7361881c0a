package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The public data's carbon intensities, read into series; short gaps are bridged. */
final class GridFiles {
    private static final String CARBONX = "_hourly.csv.gz";
    private static final Duration BRIDGED = Duration.ofHours(3);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Rows that lie farther apart than this are of no one series. */
    private static final Duration LONGEST = Duration.ofDays(20 * 366);

    private GridFiles() {}

    /** Life-cycle intensity per zone of {@code carbonx}, hourly, by file name; all files of a zone together. */
    static Map<String, IntensitySeries> carbonx(Path data) throws IOException {
        return carbonx(data, "ci_lifecycle_g_per_kwh");
    }

    /** The same of another column, whose values are above 0. */
    static Map<String, IntensitySeries> carbonx(Path data, String column) throws IOException {
        Path folder = data.resolve("carbonx");
        Map<String, NavigableMap<Instant, Double>> zones = new TreeMap<>();
        for (Path file : files(folder, CARBONX)) {
            String name = file.getFileName().toString();
            zones.computeIfAbsent(name.substring(0, name.indexOf('_')), _ -> new TreeMap<>())
                    .putAll(rows(file, HOUR, column));
        }
        Map<String, IntensitySeries> series = new TreeMap<>();
        zones.forEach((zone, rows) -> series.put(zone, series(rows, HOUR)));
        return series;
    }

    /**
     * The folder's files with this ending, by name.
     *
     * @throws IOException when there is none
     */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IOException(folder + ": no file *" + ending);
            }
            return files;
        }
    }

    /**
     * Reads one column; rows between two slots are left out.
     *
     * @throws IOException when the file is not there, or has no such column or no row; the message says which
     */
    static IntensitySeries read(Path file, Duration step, String column) throws IOException {
        return series(rows(file, step, column), step);
    }

    private static NavigableMap<Instant, Double> rows(Path file, Duration step, String column) throws IOException {
        return rows(file, step, 0, column);
    }

    /**
     * One column by another, whose number from 0 on is given, that has times of day, UTC; rows between two slots are left out.
     *
     * @throws IOException as {@link #read}
     */
    static NavigableMap<Instant, Double> rows(Path file, Duration step, int times, String column) throws IOException {
        NavigableMap<Instant, Double> rows = new TreeMap<>();
        try (BufferedReader reader = reader(file)) {
            int index = Arrays.asList(header(file, reader)).indexOf(column);
            if (index < 0) {
                throw new IOException(file + ": no column " + column);
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                if (Math.max(times, index) < cells.length && !cells[index].isBlank()) {
                    Instant time = time(file, cells[times]);
                    if (time.getEpochSecond() % step.toSeconds() == 0) {
                        rows.put(time, number(file, cells[index]));
                    }
                }
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(file + ": no row");
        }
        if (Duration.between(rows.firstKey(), rows.lastKey()).compareTo(LONGEST) > 0) {
            throw new IOException(file + ": rows from " + rows.firstKey() + " to " + rows.lastKey());
        }
        return rows;
    }

    /** A time of day, UTC, with or without its zone, and its zeroes before other digits. */
    private static Instant time(Path file, String text) throws IOException {
        try {
            String digits = text.strip()
                    .replace(' ', 'T')
                    .replaceFirst("(Z|\\+00:00)$", "")
                    .replaceAll("(?<=[-T])(\\d)(?!\\d)", "0$1");
            return LocalDateTime.parse(digits).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException broken) {
            throw new IOException(file + ": expected a time, found " + text, broken);
        }
    }

    private static double number(Path file, String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException broken) {
            throw new IOException(file + ": expected a number, found " + text, broken);
        }
    }

    private static IntensitySeries series(NavigableMap<Instant, Double> rows, Duration step) {
        Instant start = rows.firstKey();
        int slots = (int) Duration.between(start, rows.lastKey()).dividedBy(step) + 1;
        double[] values = new double[slots];
        Arrays.fill(values, Double.NaN);
        rows.forEach((time, value) -> values[(int) Duration.between(start, time).dividedBy(step)] = value);
        bridge(values, (int) BRIDGED.dividedBy(step));
        return IntensitySeries.of(start, step, values);
    }

    /** In gaps of at most so many slots the value before goes on, as far as anybody could have known; longer ones stay. */
    private static void bridge(double[] values, int longest) {
        for (int i = 1; i < values.length; i++) {
            int end = i;
            while (end < values.length && Double.isNaN(values[end])) {
                end++;
            }
            if (end - i <= longest) {
                Arrays.fill(values, i, end, values[i - 1]);
            }
            i = end;
        }
    }

    /** The rows of a small table of numbers, without its header. */
    static List<double[]> numbers(Path file) throws IOException {
        try (BufferedReader reader = reader(file)) {
            header(file, reader);
            return reader.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
    }

    /** The calendar year that a series ends in. */
    static int lastYear(IntensitySeries series) {
        return series.end().minusNanos(1).atOffset(ZoneOffset.UTC).getYear();
    }

    /** The first slot of that year or, when it has hardly begun, of the twelve months before the end. */
    static int lastYearsFirst(IntensitySeries series) {
        Instant newYear = LocalDateTime.of(lastYear(series), 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
        boolean hardly = Duration.between(newYear, series.end()).compareTo(Duration.ofDays(28)) < 0;
        return Math.max(0, series.slotOf(hardly ? series.end().minus(Duration.ofDays(365)) : newYear));
    }

    private static String[] header(Path file, BufferedReader reader) throws IOException {
        String header = reader.readLine();
        if (header == null) {
            throw new IOException(file + ": empty");
        }
        return header.split(",", -1);
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }
}
