package io.conductorloop.evaluation.ml.decision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Requests per minute of a public web server. */
final class WebTrace {
    private WebTrace() {}

    /**
     * Requests of each minute, oldest first.
     *
     * @param name as {@code nasa}
     * @throws IOException when {@code web-traces/NAME_requests_per_minute.csv.gz} is not there
     */
    static double[] read(Path data, String name) throws IOException {
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
