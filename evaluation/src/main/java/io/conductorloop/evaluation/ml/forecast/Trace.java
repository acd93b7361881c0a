package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.ml.forecast.Cadence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A public request trace.
 *
 * @param loads requests per step, in order of time; a step that is missing is {@link Double#NaN}
 */
record Trace(String name, Cadence cadence, double[] loads) {
    /** Where a trace lies in the data folder. */
    interface Source {
        Trace read(Path data) throws IOException;
    }

    /** The share of rows, at the end, that is looked at once. */
    private static final double TEST_SHARE = 0.2;
    /** Fewer steps are no trace. */
    private static final int FEWEST = 200;
    /** A file that skips more than this many steps for each it has is taken to be broken. */
    private static final int SPARSEST = 10;

    static Trace wikipedia(Path data) throws IOException {
        Path file = data.resolve("slo-power-traces/wikipedia_full_trace.out");
        List<String> rows = rows(file);
        double[] loads = new double[rows.size()];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = load(file, rows.get(i));
        }
        // The recording began within its first hour.
        return of(
                "wikipedia", Cadence.HOURLY, file, Arrays.copyOfRange(loads, Math.min(1, loads.length), loads.length));
    }

    static Trace nasa(Path data) throws IOException {
        return minutes("nasa", data.resolve("web-traces/nasa_requests_per_minute.csv.gz"));
    }

    static Trace worldCup(Path data) throws IOException {
        return minutes("world-cup", data.resolve("web-traces/worldcup98_requests_per_minute.csv.gz"));
    }

    private static Trace minutes(String name, Path file) throws IOException {
        TreeMap<Long, Double> loads = new TreeMap<>();
        for (String row : rows(file)) {
            int comma = row.indexOf(',');
            if (comma < 0) {
                throw new IOException(file + ": expected a minute and its requests, found " + row);
            }
            loads.put(minute(file, row.substring(0, comma)), load(file, row.substring(comma + 1)));
        }
        if (loads.isEmpty()) {
            throw new IOException(file + ": no row");
        }
        long first = loads.firstKey();
        long steps = loads.lastKey() - first + 1;
        if (steps > (long) SPARSEST * loads.size()) {
            throw new IOException(file + ": " + loads.size() + " rows of " + steps + " minutes");
        }
        double[] all = new double[(int) steps];
        Arrays.fill(all, Double.NaN);
        loads.forEach((minute, load) -> all[(int) (minute - first)] = load);
        return of(name, Cadence.MINUTELY, file, all);
    }

    private static Trace of(String name, Cadence cadence, Path file, double[] loads) throws IOException {
        if (loads.length < FEWEST) {
            throw new IOException(file + ": expected " + FEWEST + " rows or more, found " + loads.length);
        }
        return new Trace(name, cadence, loads);
    }

    /** The first row of the test. */
    int testFrom() {
        return loads.length - (int) Math.round(loads.length * TEST_SHARE);
    }

    /** The first row of the validation, a fifth of the rows before the test. */
    int validationFrom() {
        return testFrom() - (int) Math.round(loads.length * TEST_SHARE);
    }

    private static List<String> rows(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && Character.isDigit(line.charAt(0))) {
                    rows.add(line);
                }
            }
        }
        return rows;
    }

    private static double load(Path file, String text) throws IOException {
        try {
            return text.isBlank() ? Double.NaN : Double.parseDouble(text.strip());
        } catch (NumberFormatException broken) {
            throw new IOException(file + ": expected a number of requests, found " + text, broken);
        }
    }

    /** A running number or a time of day, UTC. */
    private static long minute(Path file, String text) throws IOException {
        try {
            return text.indexOf(':') < 0
                    ? (long) Double.parseDouble(text)
                    : LocalDateTime.parse(text.strip().replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC) / 60;
        } catch (NumberFormatException | DateTimeException broken) {
            throw new IOException(file + ": expected a minute, found " + text, broken);
        }
    }
}
