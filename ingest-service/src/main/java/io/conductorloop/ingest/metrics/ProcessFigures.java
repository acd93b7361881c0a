package io.conductorloop.ingest.metrics;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process takes of its machine. */
public final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;

    private ProcessFigures() {}

    /** Resident memory, bytes; where the system does not tell, what the JVM has committed, which is less. */
    public static long residentBytes() {
        if (Files.isReadable(STATUS)) {
            try (Stream<String> lines = Files.lines(STATUS)) {
                return lines.filter(line -> line.startsWith(RESIDENT))
                        .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D+", "")))
                        .findFirst()
                        .orElseGet(ProcessFigures::committedBytes);
            } catch (IOException _) {
                return committedBytes();
            }
        }
        return committedBytes();
    }

    private static long committedBytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
    }

    /** The process's share of all processors lately, 0 to 1; negative when not known. */
    public static double cpuLoad() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuLoad();
    }
}
