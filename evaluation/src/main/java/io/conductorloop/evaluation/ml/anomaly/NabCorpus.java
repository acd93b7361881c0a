package io.conductorloop.evaluation.ml.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Numenta Anomaly Benchmark: every series for which there is data and a label.
 *
 * <p>The benchmark's windows follow from its labels: a window of a tenth of the series, divided among its labels, lies
 * around each; windows that start in the probation are dropped, windows that overlap are joined (NAB's labeler).
 */
final class NabCorpus {
    private static final double WINDOW = 0.1;
    /** A shorter file is no series: its probation holds nothing. */
    private static final int FEWEST = 100;

    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+\\.csv)\"\\s*:\\s*\\[([^\\]]*)]");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]+)\"");

    private NabCorpus() {}

    /**
     * All series, by name.
     *
     * @param data the folder with the public data
     * @throws IOException when {@code nab/nab-data.tar.gz} or {@code nab/labels/combined_labels.json} is not there
     */
    static List<NabSeries> read(Path data) throws IOException {
        Path folder = data.resolve("nab");
        Map<String, List<String>> labels = labels(Files.readString(folder.resolve("labels/combined_labels.json")));
        Map<String, List<String>> files = TarArchive.read(folder.resolve("nab-data.tar.gz"));
        List<NabSeries> corpus = new ArrayList<>();
        files.forEach((path, lines) -> {
            String[] parts = path.split("/", -1);
            String name = parts.length < 2 ? path : parts[parts.length - 2] + "/" + parts[parts.length - 1];
            List<String> marks = labels.get(name);
            if (marks != null && lines.size() > FEWEST) {
                corpus.add(series(name, lines, marks));
            }
        });
        if (corpus.isEmpty()) {
            throw new IOException(folder + ": no series that has a label");
        }
        return corpus;
    }

    private static Map<String, List<String>> labels(String json) {
        Map<String, List<String>> labels = new TreeMap<>();
        Matcher entry = ENTRY.matcher(json);
        while (entry.find()) {
            labels.put(
                    entry.group(1),
                    TEXT.matcher(entry.group(2))
                            .results()
                            .map(match -> match.group(1))
                            .toList());
        }
        return labels;
    }

    private static NabSeries series(String name, List<String> lines, List<String> marks) {
        List<Instant> times = new ArrayList<>(lines.size());
        List<Double> found = new ArrayList<>(lines.size());
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.indexOf(',');
            if (comma > 0 && comma + 1 < line.length()) {
                times.add(time(line.substring(0, comma)));
                found.add(Double.valueOf(line.substring(comma + 1)));
            }
        }
        double[] values = found.stream().mapToDouble(Double::doubleValue).toArray();
        // A label outside the rows that are given marks nothing.
        List<Integer> labelled = marks.stream()
                .map(mark -> times.indexOf(time(mark)))
                .filter(row -> row >= 0)
                .sorted()
                .toList();
        NabSeries bare = new NabSeries(name, times, values, List.of());
        return new NabSeries(name, times, values, windows(values.length, bare.probation(), labelled));
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text.strip().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    /** The windows of a series of {@code rows} rows with labels at the given rows. */
    static List<NabSeries.Window> windows(int rows, int probation, List<Integer> labelled) {
        List<NabSeries.Window> windows = new ArrayList<>();
        if (labelled.isEmpty()) {
            return windows;
        }
        int half = (int) (WINDOW * rows / labelled.size()) / 2;
        for (int label : labelled) {
            NabSeries.Window window = new NabSeries.Window(Math.max(label - half, 0), Math.min(label + half, rows - 1));
            NabSeries.Window before = windows.isEmpty() ? null : windows.getLast();
            if (before != null && window.first() <= before.last()) {
                windows.removeLast();
                windows.add(new NabSeries.Window(before.first(), window.last()));
            } else {
                windows.add(window);
            }
        }
        windows.removeIf(window -> window.first() < probation);
        return windows;
    }
}
