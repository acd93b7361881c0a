package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Linux tells of a process. Zero where it does not, on other systems.
 *
 * @param cpuSeconds user and system, since its start
 * @param rssKib resident set
 * @param pssKib proportional set: shared pages counted by their share
 * @param writtenBytes handed to the file system's writes that reach a disk
 */
record ProcessFigures(double cpuSeconds, long rssKib, long pssKib, long writtenBytes) {
    /** Of {@code /proc/<pid>/stat}, in the ABI since ever. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;

    static ProcessFigures of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        Map<String, Long> memory = numbers(proc.resolve("smaps_rollup"));
        return new ProcessFigures(
                cpu(proc.resolve("stat")),
                memory.getOrDefault("Rss", 0L),
                memory.getOrDefault("Pss", 0L),
                numbers(proc.resolve("io")).getOrDefault("write_bytes", 0L));
    }

    private static double cpu(Path stat) {
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    private static Map<String, Long> numbers(Path file) {
        Map<String, Long> numbers = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] words = line.split(":?\\s+", 3);
                if (words.length > 1 && words[1].matches("\\d+")) {
                    numbers.put(words[0], Long.parseLong(words[1]));
                }
            }
        } catch (IOException e) {
            // Another system, or the process has ended.
        }
        return numbers;
    }

    /** Live bytes of a JVM's heap after a full collection; 0 when it cannot be asked. */
    static long liveHeap(long pid) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            List<String> total =
                    text.lines().filter(line -> line.startsWith("Total")).toList();
            return total.isEmpty() ? 0 : Long.parseLong(total.getLast().trim().split("\\s+", -1)[2]);
        } catch (IOException e) {
            return 0;
        }
    }
}
