package io.conductorloop.energy.files;

import io.conductorloop.energy.power.Utilisation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How busy all processors were, by Linux' count of ticks; waiting for disks is idle. */
public final class ProcStatUtilisation implements Utilisation {
    /** Where Linux shows it. */
    public static final Path PROC = Path.of("/proc/stat");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    /** After these, the line repeats as guest time what user time already holds. */
    private static final int LAST = 8;

    private final Path file;
    private long busy;
    private long all;

    /** Counts from now on. */
    public ProcStatUtilisation(Path file) {
        this.file = file;
        sinceLast();
    }

    @Override
    public synchronized double sinceLast() {
        String[] fields = BLANKS.split(line(), -1);
        long total = 0;
        long idle = 0;
        for (int i = 1; i <= LAST && i < fields.length; i++) {
            long ticks = Long.parseLong(fields[i]);
            total += ticks;
            idle += i == IDLE || i == WAITING ? ticks : 0;
        }
        long sinceAll = total - all;
        long sinceBusy = total - idle - busy;
        all = total;
        busy = total - idle;
        return sinceAll <= 0 ? 0 : Math.clamp((double) sinceBusy / sinceAll, 0, 1);
    }

    private String line() {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().startsWith("cpu ")) {
                throw new IOException(file + ": expected a first line \"cpu  …\"");
            }
            return lines.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
