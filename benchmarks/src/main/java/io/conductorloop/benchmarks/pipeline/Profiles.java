package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import one.profiler.AsyncProfilerLoader;
import org.jspecify.annotations.Nullable;

/** CPU profiles of every JVM of a run by async-profiler, as collapsed stacks: a file for each, with threads as roots. */
final class Profiles {
    private final @Nullable Path folder;

    /** @param folder where they go; null: none are made */
    Profiles(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Begins to sample. */
    void start(Map<String, Long> pids) throws IOException {
        if (folder != null) {
            Files.createDirectories(folder);
            for (Map.Entry<String, Long> process : pids.entrySet()) {
                profiler(process, "start", "-e", "ctimer", "-i", "1ms", "-t");
            }
        }
    }

    /** Ends sampling and writes what was seen, over what an earlier run of that name has left. */
    void stop(Map<String, Long> pids, String run) throws IOException {
        if (folder != null) {
            for (Map.Entry<String, Long> process : pids.entrySet()) {
                Path file = folder.resolve(run + "-" + process.getKey() + ".collapsed")
                        .toAbsolutePath();
                profiler(process, "stop", "-o", "collapsed", "-t", "-f", file.toString());
            }
        }
    }

    private static void profiler(Map.Entry<String, Long> process, String... command) throws IOException {
        if (process.getKey().equals("Redis") || process.getKey().equals(Measurement.LOAD)) {
            return;
        }
        String[] arguments = java.util.Arrays.copyOf(command, command.length + 1);
        arguments[command.length] = Long.toString(process.getValue());
        AsyncProfilerLoader.executeProfiler(arguments);
    }
}
