package io.conductorloop.energy.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A made-up grid in a CSV file, slots of a second: 500 g/kWh at the top of a swing and 100 at its bottom. */
final class SwingingGrid {
    private static final int SECONDS = 900;

    private final double period;
    private final double top;
    private final Path file;
    private final Path away;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);

    /**
     * Begins.
     *
     * @param period of a swing, seconds
     * @param top when it is dirtiest, seconds from now
     */
    SwingingGrid(Path folder, double period, double top) throws IOException {
        this.period = period;
        this.top = top;
        file = folder.resolve("GB.csv");
        away = folder.resolve("away");
        StringBuilder csv = new StringBuilder("time,gCO2e/kWh\n");
        for (int second = 0; second < SECONDS; second++) {
            csv.append(start.plusSeconds(second))
                    .append(',')
                    .append(value(second))
                    .append('\n');
        }
        Files.writeString(file, csv);
    }

    double at(Instant moment) {
        return value(start.until(moment, ChronoUnit.SECONDS));
    }

    private double value(long second) {
        return 300 + 200 * Math.cos(2 * Math.PI * (second - 60 - top) / period);
    }

    /** Whether waiting pays now: it is in the upper quarter of the swing. */
    boolean isDirty() {
        return at(Instant.now()) > 400;
    }

    /** The file is no longer there. */
    void fail() throws IOException {
        Files.move(file, away, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file is there again. */
    void recover() throws IOException {
        Files.move(away, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
