package io.conductorloop.evaluation.ml.federation;

import io.conductorloop.ml.federation.RegressionLearner.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A grid zone's carbon intensity as rows to forecast from: what is known an hour before, in the zone's own deviations.
 *
 * @param name of the file
 * @param train its last weeks before the test, few
 * @param test the last fifth of its rows
 */
record GridZone(String name, List<Row> train, List<Row> test) {
    private static final int[] LAGS = {1, 2, 3, 24, 25, 48, 168};
    private static final int LONGEST = 168;
    private static final int COLUMN = 2;
    private static final int BRIDGED = 3;
    private static final double TEST = 0.2;
    static final int FEATURES = LAGS.length + 4;

    /**
     * All zones that have something to learn from and something to test on, each with {@code hours} to learn from.
     *
     * @throws IOException when there is no {@code carbonx/*.csv.gz}
     */
    static List<GridZone> read(Path data, int hours) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("carbonx"))) {
            return files.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .map(file -> zone(file, hours))
                    .filter(zone -> !zone.train().isEmpty() && !zone.test().isEmpty())
                    .toList();
        }
    }

    private static GridZone zone(Path path, int hours) {
        List<Long> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        try (InputStream file = Files.newInputStream(path);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(",", -1)).forEach(cells -> {
                if (!cells[COLUMN].isBlank()) {
                    bridge(times, values, hour(cells[0]));
                    times.add(hour(cells[0]));
                    values.add(Double.parseDouble(cells[COLUMN]));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int split = (int) ((1 - TEST) * values.size());
        int start = Math.max(LONGEST, split - hours);
        double mean = 0;
        for (int i = start; i < split; i++) {
            mean += values.get(i) / (split - start);
        }
        double squares = 0;
        for (int i = start; i < split; i++) {
            squares += (values.get(i) - mean) * (values.get(i) - mean) / (split - start);
        }
        double deviation = Math.max(Math.sqrt(squares), 1e-6);
        return new GridZone(
                path.getFileName().toString(),
                rows(times, values, start, split, mean, deviation),
                rows(times, values, split, values.size(), mean, deviation));
    }

    /** Over at most three missing hours the value before goes on. */
    private static void bridge(List<Long> times, List<Double> values, long next) {
        if (!times.isEmpty() && next - times.getLast() <= BRIDGED + 1) {
            while (times.getLast() + 1 < next) {
                times.add(times.getLast() + 1);
                values.add(values.getLast());
            }
        }
    }

    private static long hour(String text) {
        String plain = text.strip().replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "");
        return LocalDateTime.parse(plain).toEpochSecond(ZoneOffset.UTC) / 3600;
    }

    private static List<Row> rows(
            List<Long> times, List<Double> values, int from, int to, double mean, double deviation) {
        List<Row> rows = new ArrayList<>();
        for (int i = Math.max(from, LONGEST); i < to; i++) {
            if (times.get(i) - times.get(i - LONGEST) != LONGEST) {
                continue;
            }
            double last = (values.get(i - 1) - mean) / deviation;
            double[] features = new double[FEATURES];
            features[0] = last;
            for (int lag = 1; lag < LAGS.length; lag++) {
                features[lag] = (values.get(i - LAGS[lag]) - values.get(i - 1)) / deviation;
            }
            double angle = 2 * Math.PI * (times.get(i) % 24) / 24;
            features[LAGS.length] = Math.sin(angle);
            features[LAGS.length + 1] = Math.cos(angle);
            features[LAGS.length + 2] = Math.sin(2 * angle);
            features[LAGS.length + 3] = Math.cos(2 * angle);
            rows.add(new Row(features, (values.get(i) - values.get(i - 1)) / deviation));
        }
        return rows;
    }
}
