package io.conductorloop.evaluation.ml.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the Skoltech Anomaly Benchmark: eight sensors of a pump's test bed, a sample a second. */
final class SkabData {
    private static final String ARCHIVE = "skab/skab-data.tar.gz";
    private static final int SENSORS = 8;

    private SkabData() {}

    /**
     * One experiment.
     *
     * @param samples of eight sensors
     * @param anomalous whether a fault was present, for each sample; all false where the file has no such column
     */
    record Experiment(List<double[]> samples, boolean[] anomalous) {
        boolean hasAnomaly() {
            for (boolean one : anomalous) {
                if (one) {
                    return true;
                }
            }
            return false;
        }

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
        List<Experiment> experiments = read(data).get(group);
        if (experiments == null) {
            throw new IOException(ARCHIVE + ": no CSV files of " + group + " in it");
        }
        return experiments;
    }

    /** The experiments of every group, by the group's name. */
    static Map<String, List<Experiment>> read(Path data) throws IOException {
        Map<String, List<Experiment>> groups = new TreeMap<>();
        TarArchive.read(data.resolve(ARCHIVE)).forEach((name, lines) -> {
            String[] parts = name.split("/", -1);
            if (parts.length > 1 && name.endsWith(".csv") && lines.size() > 1) {
                groups.computeIfAbsent(parts[parts.length - 2], _ -> new ArrayList<>())
                        .add(experiment(lines.subList(1, lines.size())));
            }
        });
        return groups;
    }

    private static Experiment experiment(List<String> lines) {
        List<double[]> samples = new ArrayList<>();
        boolean[] anomalous = new boolean[lines.size()];
        for (int row = 0; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(";", -1);
            if (cells.length <= SENSORS) {
                throw new IllegalArgumentException(ARCHIVE + ": expected " + SENSORS + " sensors in " + lines.get(row));
            }
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
