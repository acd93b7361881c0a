package io.conductorloop.evaluation.app;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.energy.EnergyTasks;
import io.conductorloop.evaluation.ml.MlTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code evaluate ml|energy --data DIR --out DIR [TASK…]}: prints the table and writes it as JSON beside the plots. A task
 * whose data is missing, broken or too little is told of in a row of its own; the others go on, and the exit code is 1.
 */
public final class Evaluate {
    private static final Map<String, List<EvaluationTask>> SUITES =
            new TreeMap<>(Map.of("ml", MlTasks.all(), "energy", EnergyTasks.all()));
    private static final String USAGE = "usage: conductor-loop evaluate ml|energy --data DIR --out DIR [TASK…]";

    private Evaluate() {}

    static void main(String[] arguments) throws IOException {
        String suite = null;
        Path data = null;
        Path out = null;
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--data" -> data = path(arguments, ++i);
                case "--out" -> out = path(arguments, ++i);
                default -> {
                    if (suite == null) {
                        suite = arguments[i];
                    } else {
                        chosen.add(arguments[i]);
                    }
                }
            }
        }
        List<EvaluationTask> tasks = suite == null ? null : SUITES.get(suite);
        if (tasks == null || data == null || out == null) {
            throw refused(USAGE);
        }
        List<String> names = tasks.stream().map(EvaluationTask::name).toList();
        if (!names.containsAll(chosen)) {
            throw refused("evaluate " + suite + ": no such task among " + names + ": " + chosen);
        }
        if (!Files.isDirectory(data)) {
            throw refused("--data: no such folder: " + data);
        }
        Files.createDirectories(out);
        List<Score> scores = new ArrayList<>();
        boolean whole = true;
        for (EvaluationTask task : tasks) {
            if (chosen.isEmpty() || chosen.contains(task.name())) {
                whole &= evaluate(task, data, out, scores);
            }
        }
        System.out.print(Scoreboard.of(scores));
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(out.resolve(suite + ".json"), scores);
        if (!whole) {
            exit(1);
        }
    }

    /** Whether the task could be done. */
    private static boolean evaluate(EvaluationTask task, Path data, Path out, List<Score> scores) {
        String why;
        try {
            List<Score> found = task.evaluate(data, out);
            if (!found.isEmpty()) {
                scores.addAll(found);
                return true;
            }
            why = "nothing in the data to evaluate";
        } catch (IOException | UncheckedIOException unusable) {
            why = String.valueOf(unusable.getMessage());
        } catch (RuntimeException unforeseen) {
            unforeseen.printStackTrace();
            why = unforeseen.toString();
        }
        System.err.println(task.name() + ": not evaluated: " + why);
        scores.add(Score.missing(task.name(), why));
        return false;
    }

    private static @Nullable Path path(String[] arguments, int index) {
        return index < arguments.length ? Path.of(arguments[index]) : null;
    }

    private static IllegalArgumentException refused(String message) {
        System.err.println(message);
        exit(2);
        return new IllegalArgumentException(message);
    }

    @SuppressWarnings("SystemExitOutsideMain") // A command has no other way to say how it went.
    private static void exit(int code) {
        System.exit(code);
    }
}
