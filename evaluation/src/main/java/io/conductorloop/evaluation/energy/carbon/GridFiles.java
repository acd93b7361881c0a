package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The public data's carbon intensities, read into series without a gap in their slots. */
final class GridFiles {
    private static final String CARBONX = "_hourly.csv.gz";

    private GridFiles() {}

    /** Life-cycle intensity per zone of {@code carbonx}, hourly, by file name; later years come under later file names too. */
    static Map<String, IntensitySeries> carbonx(Path data) throws IOException {
        Path folder = data.resolve("carbonx");
        Map<String, IntensitySeries> zones = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(CARBONX)) {
                    zones.put(
                            name.substring(0, name.indexOf('_')),
                            read(file, Duration.ofHours(1), "ci_lifecycle_g_per_kwh"));
                }
            }
        }
        if (zones.isEmpty()) {
            throw new IOException(folder + ": no file *" + CARBONX);
        }
        return zones;
    }

    /**
     * Reads one column; rows between two slots are left out.
     *
     * @throws IOException when the file is not there, or has no such column or no row; the message says which
     */
    static IntensitySeries read(Path file, Duration step, String column) throws IOException {
        TreeMap<Instant, Double> rows = new TreeMap<>();
        try (BufferedReader reader = reader(file)) {
            int index = Arrays.asList(header(file, reader)).indexOf(column);
            if (index < 0) {
                throw new IOException(file + ": no column " + column);
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                Instant time = LocalDateTime.parse(cells[0].replace(' ', 'T')).toInstant(ZoneOffset.UTC);
                if (time.getEpochSecond() % step.toSeconds() == 0 && !cells[index].isBlank()) {
                    rows.put(time, Double.valueOf(cells[index]));
                }
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(file + ": no row");
        }
        Instant start = rows.firstKey();
        int slots = (int) Duration.between(start, rows.lastKey()).dividedBy(step) + 1;
        double[] values = new double[slots];
        Arrays.fill(values, Double.NaN);
        rows.forEach((time, value) -> values[(int) Duration.between(start, time).dividedBy(step)] = value);
        return IntensitySeries.of(start, step, values);
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

    /** The first slot of that year. */
    static int lastYearsFirst(IntensitySeries series) {
        return Math.max(
                0, series.slotOf(LocalDateTime.of(lastYear(series), 1, 1, 0, 0).toInstant(ZoneOffset.UTC)));
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
