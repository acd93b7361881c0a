package io.conductorloop.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What memory a child process of this one holds. */
final class ProcessMemory {
    private final long pid;

    private ProcessMemory(long pid) {
        this.pid = pid;
    }

    /** That of the child, or child's child, that runs such an executable with such a command line; null: there is none. */
    static @Nullable ProcessMemory of(String executable, Predicate<String> arguments) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").contains(executable)
                        && arguments.test(
                                String.join(" ", child.info().arguments().orElse(new String[0]))))
                .findFirst()
                .map(child -> new ProcessMemory(child.pid()))
                .orElse(null);
    }

    /** Bytes of the objects that are left after a full collection, which this causes. */
    long live() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        String.valueOf(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String total = "";
        try (Stream<String> lines = jcmd.inputReader().lines()) {
            for (String line : (Iterable<String>) lines::iterator) {
                total = line.startsWith("Total ") ? line : total;
            }
        }
        if (jcmd.waitFor() != 0 || total.isEmpty()) {
            throw new IllegalStateException("process " + pid + " does not say what is on its heap");
        }
        String[] columns = total.split(" +");
        return Long.parseLong(columns[2]);
    }

    /** Bytes of physical memory, of pages it shares its share; empty where the system does not tell. */
    OptionalLong proportional() throws IOException {
        Path rollup = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
        if (!Files.isReadable(rollup)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        }
    }
}
