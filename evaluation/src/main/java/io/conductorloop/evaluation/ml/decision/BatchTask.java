package io.conductorloop.evaluation.ml.decision;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.Sample;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.batch.BatchSizing;
import io.conductorloop.ml.batch.FixedBatchSizing;
import io.conductorloop.ml.batch.LearningBatchSizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Batch sizes under the arrivals of an Azure service, as recorded and with a rate that changes: learnt as it goes, judged on
 * the last fifth. Beside it the fixed size that was best before, and the one that is best in hindsight.
 */
final class BatchTask implements EvaluationTask {
    private static final int SEEDS = 5;
    private static final int FEWEST = 100;
    private static final int MOST = 256;
    private static final int[] FIXED = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256};
    private static final double FASTER = 20;
    private static final double[] CHANGES = {0.1, 1, 2, 0.3, 1.5};
    private static final int PHASE = 200;
    private static final double BYTES_PER_TOKEN = 4;
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final BatchObjective OBJECTIVE = new BatchObjective(Duration.ofMillis(500), 1, 0.1, 0.5);

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> table = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("azure-llm-2023"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                table.addAll(evaluate(file));
            }
        }
        return table;
    }

    private static List<Score> evaluate(Path file) throws IOException {
        String trace = file.getFileName().toString().replaceFirst("AzureLLMInferenceTrace_(.*)\\.csv", "$1");
        List<String[]> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length > 1)
                .sorted(Comparator.comparing(cells -> cells[0]))
                .toList();
        if (rows.size() < FEWEST) {
            throw new IOException(file + ": expected " + FEWEST + " arrivals or more, found " + rows.size());
        }
        double[] times =
                rows.stream().mapToDouble(row -> seconds(row[0]) / FASTER).toArray();
        double first = times[0];
        double[] steady = Arrays.stream(times).map(time -> time - first).toArray();
        double[] bytes = rows.stream()
                .mapToDouble(row -> BYTES_PER_TOKEN * Double.parseDouble(row[1]))
                .toArray();
        return List.of(
                row(trace + ", as recorded", steady, bytes, false),
                row(trace + ", changing load", changing(steady), bytes, true));
    }

    private static double seconds(String timestamp) {
        Instant time = LocalDateTime.parse(timestamp.strip().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        return Duration.between(Instant.EPOCH, time).toNanos() / 1e9;
    }

    private static double[] changing(double[] times) {
        double[] changed = new double[times.length];
        for (int i = 1; i < times.length; i++) {
            changed[i] = changed[i - 1] + (times[i] - times[i - 1]) / CHANGES[i / PHASE % CHANGES.length];
        }
        return changed;
    }

    private static Score row(String load, double[] times, double[] bytes, boolean changing) {
        int split = times.length - times.length / 5;
        double[] before = new double[FIXED.length];
        double[] after = new double[FIXED.length];
        for (int i = 0; i < FIXED.length; i++) {
            int size = FIXED[i];
            for (int seed = 1; seed <= SEEDS; seed++) {
                double[] costs = costs(times, bytes, seed, () -> new FixedBatchSizing(size, WAIT));
                before[i] += mean(costs, 0, split) / SEEDS;
                after[i] += mean(costs, split, costs.length) / SEEDS;
            }
        }
        int chosen = least(before);
        int hindsight = least(after);
        Supplier<BatchSizing> learning = () -> new LearningBatchSizing(OBJECTIVE, MOST, new FixedBatchSizing(16, WAIT));
        Sample ours = new Sample(IntStream.rangeClosed(1, SEEDS)
                .mapToDouble(seed -> {
                    double[] costs = costs(times, bytes, seed, learning);
                    return mean(costs, split, costs.length);
                })
                .toArray());
        double ratio = ours.mean() / after[hindsight];
        String goal = changing ? "; goal <1 " + (ratio < 1 ? "met" : "missed") : "";
        return new Score(
                "batch size, " + load,
                "cost " + ours.told(),
                after[chosen],
                "best in hindsight: " + FIXED[hindsight],
                ours.mean(),
                after[hindsight],
                String.format(Locale.ROOT, "÷best ≤1.05: %.3f%s", ratio, goal),
                Score.met(ratio <= 1.05));
    }

    private static double[] costs(double[] times, double[] bytes, long seed, Supplier<BatchSizing> sizing) {
        return new BatchServer(OBJECTIVE, times, bytes, new SplittableRandom(seed)).costs(sizing.get());
    }

    private static double mean(double[] costs, int from, int to) {
        return Arrays.stream(costs, from, to).average().orElseThrow();
    }

    private static int least(double[] costs) {
        int least = 0;
        for (int i = 1; i < costs.length; i++) {
            if (costs[i] < costs[least]) {
                least = i;
            }
        }
        return least;
    }
}
