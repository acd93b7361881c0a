package io.conductorloop.evaluation.ml.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the Skoltech Anomaly Benchmark: eight sensors of a pump's test bed, a sample a second. */
final class SkabData {
    private static final int SENSORS = 8;

    private SkabData() {}

    /**
     * One experiment.
     *
     * @param samples of eight sensors
     * @param anomalous whether a fault was present, for each sample; all false where the file has no such column
     */
    record Experiment(List<double[]> samples, boolean[] anomalous) {
        List<double[]> features(int[] chosen) {
            return samples.stream()
                    .map(sample -> Arrays.stream(chosen)
                            .mapToDouble(feature -> sample[feature])
                            .toArray())
                    .toList();
        }
    }

    /**
     * The experiments of a group, as {@code valve1}, by name.
     *
     * @throws IOException when {@code skab/skab-data.tar.gz} is not there
     */
    static List<Experiment> read(Path data, String group) throws IOException {
        List<Experiment> experiments = new ArrayList<>();
        TarArchive.read(data.resolve("skab/skab-data.tar.gz")).forEach((name, lines) -> {
            if (name.contains("/" + group + "/") && name.endsWith(".csv")) {
                experiments.add(experiment(lines.subList(1, lines.size())));
            }
        });
        if (experiments.isEmpty()) {
            throw new IOException("skab/skab-data.tar.gz: no CSV files of " + group + " in it");
        }
        return experiments;
    }

    private static Experiment experiment(List<String> lines) {
        List<double[]> samples = new ArrayList<>();
        boolean[] anomalous = new boolean[lines.size()];
        for (int row = 0; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(";", -1);
            double[] sample = new double[SENSORS];
            for (int s = 0; s < SENSORS; s++) {
                sample[s] = Double.parseDouble(cells[s + 1]);
            }
            samples.add(sample);
            anomalous[row] = cells.length > SENSORS + 1 && Double.parseDouble(cells[SENSORS + 1]) > 0;
        }
        return new Experiment(samples, anomalous);
    }
}
