package io.conductorloop.evaluation.ml.decision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.zip.GZIPInputStream;

/** Requests per minute of a public web server. */
final class WebTrace {
    private WebTrace() {}

    /**
     * Requests of each of the latest minutes, oldest first.
     *
     * @param name as {@code nasa}
     * @param count how many of so many minutes
     * @throws IOException when {@code web-traces/NAME_requests_per_minute.csv.gz} is not there, or these are fewer than {@code fewest}
     */
    static double[] latest(Path data, String name, IntUnaryOperator count, int fewest) throws IOException {
        double[] all = read(data, name);
        int latest = Math.min(all.length, count.applyAsInt(all.length));
        if (latest < fewest) {
            throw new IOException("expected " + fewest + " minutes or more, found " + latest);
        }
        return Arrays.copyOfRange(all, all.length - latest, all.length);
    }

    private static double[] read(Path data, String name) throws IOException {
        Path path = data.resolve("web-traces").resolve(name + "_requests_per_minute.csv.gz");
        try (InputStream file = Files.newInputStream(path);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .toArray();
        }
    }
}
