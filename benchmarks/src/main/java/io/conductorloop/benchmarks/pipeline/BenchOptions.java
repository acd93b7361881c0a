package io.conductorloop.benchmarks.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param rounds how often ours and the ceiling are run in turn
 * @param warmUp intents of each of the two warm-up rounds
 * @param json where the figures go; null: nowhere
 * @param plots folder of the plots; null: none
 * @param profiles folder of CPU profiles; null: none are made
 * @param work folder for the data of the runs, removed in the end
 * @param properties of all services
 */
record BenchOptions(
        List<Scenario> scenarios,
        int rounds,
        int warmUp,
        @Nullable Path json,
        @Nullable Path plots,
        @Nullable Path profiles,
        Path work,
        Path home,
        Map<String, String> properties) {
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 20_000;

    static final String USAGE = "usage: ./conductor-loop bench " + String.join("|", Scenario.names())
            + "|porch|all [-json FILE] [-plots DIR] [-profiles DIR] [-rounds N] [-seconds N] [-warm-up N] [-work DIR] [-set NAME=VALUE]";

    /** @throws IllegalArgumentException with what is wrong */
    static BenchOptions parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
            throw new IllegalArgumentException("which scenario?\n" + USAGE);
        }
        String name = arguments.getFirst();
        List<Scenario> scenarios = new ArrayList<>(Scenario.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario \"" + name + "\"\n" + USAGE)));
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            String flag = arguments.get(i).replaceFirst("^--?", "");
            if (i + 1 == arguments.size() || !FLAGS.contains(flag)) {
                throw new IllegalArgumentException("\"" + arguments.get(i) + "\" is not understood\n" + USAGE);
            }
            String value = arguments.get(i + 1);
            if (flag.equals("set")) {
                int equals = value.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("-set needs NAME=VALUE\n" + USAGE);
                }
                properties.put(value.substring(0, equals), value.substring(equals + 1));
            } else {
                values.put(flag, value);
            }
        }
        if (name.equals(PORCH) && !OF_PORCH.containsAll(values.keySet())) {
            throw new IllegalArgumentException(
                    "bench porch takes " + OF_PORCH + " and set, not " + values.keySet() + "\n" + USAGE);
        }
        int seconds = number(values, "seconds", 0);
        if (seconds > 0) {
            scenarios.replaceAll(scenario -> scenario.lasting(seconds));
        }
        Path home = Path.of(System.getProperty("conductor.home", "."))
                .toAbsolutePath()
                .normalize();
        return new BenchOptions(
                List.copyOf(scenarios),
                number(values, "rounds", ROUNDS),
                number(values, "warm-up", WARM_UP),
                path(values, "json"),
                path(values, "plots"),
                path(values, "profiles"),
                Path.of(values.getOrDefault(
                        "work", home.resolve("benchmarks/target").toString())),
                home,
                properties);
    }

    private static final String PORCH = "porch";
    private static final Set<String> OF_PORCH = Set.of("json", "seconds", "work");

    private static final List<String> FLAGS =
            List.of("json", "plots", "profiles", "rounds", "seconds", "warm-up", "work", "set");

    private static @Nullable Path path(Map<String, String> values, String flag) {
        String value = values.get(flag);
        return value == null ? null : Path.of(value);
    }

    private static int number(Map<String, String> values, String flag, int otherwise) {
        String value = values.get(flag);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("-" + flag + " needs a number above 0, not \"" + value + "\"\n" + USAGE);
    }
}
