package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.ml.forecast.Cadence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A public request trace.
 *
 * @param loads requests per step, in order of time
 */
record Trace(String name, Cadence cadence, double[] loads) {
    /** Where a trace lies in the data folder. */
    interface Source {
        Trace read(Path data) throws IOException;
    }

    /** The share of rows, at the end, that is looked at once. */
    private static final double TEST_SHARE = 0.2;

    static Trace wikipedia(Path data) throws IOException {
        double[] loads = read(data.resolve("slo-power-traces/wikipedia_full_trace.out"), 0);
        // The recording began within its first hour.
        return new Trace("wikipedia", Cadence.HOURLY, Arrays.copyOfRange(loads, 1, loads.length));
    }

    static Trace nasa(Path data) throws IOException {
        return new Trace("nasa", Cadence.MINUTELY, read(data.resolve("web-traces/nasa_requests_per_minute.csv.gz"), 1));
    }

    static Trace worldCup(Path data) throws IOException {
        return new Trace(
                "world-cup",
                Cadence.MINUTELY,
                read(data.resolve("web-traces/worldcup98_requests_per_minute.csv.gz"), 1));
    }

    /** The first row of the test. */
    int testFrom() {
        return loads.length - (int) Math.round(loads.length * TEST_SHARE);
    }

    /** The first row of the validation, a fifth of the rows before the test. */
    int validationFrom() {
        return testFrom() - (int) Math.round(loads.length * TEST_SHARE);
    }

    private static double[] read(Path file, int column) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && Character.isDigit(line.charAt(0)))
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                    .toArray();
        } catch (NumberFormatException | IndexOutOfBoundsException broken) {
            throw new IOException(file + ": expected a number of requests in column " + (column + 1), broken);
        }
    }
}
