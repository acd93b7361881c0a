package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Latency over load, and throughput over workers. */
final class Plots {
    private Plots() {}

    static void write(List<Comparison> comparisons, Path folder) throws IOException {}
}
