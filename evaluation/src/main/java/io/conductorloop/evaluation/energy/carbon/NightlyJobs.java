package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.schedule.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A job of half an hour at 1 a.m. on each day of a year, which may run up to 8 hours earlier or later. */
final class NightlyJobs {
    private static final int DAYS = 365;
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int DAY = 48;
    private static final int USUAL = 2;
    private static final int FLEXIBILITY = 16;

    private final IntensitySeries actual;
    private final int year;

    private NightlyJobs(IntensitySeries actual, int year) {
        this.actual = actual;
        this.year = year;
    }

    static List<Path> files(Path data) throws IOException {
        return GridFiles.files(data.resolve("lets-wait-awhile"), "_ci.csv");
    }

    /** The zone that a file is of, in the letters of the ISO standard. */
    static String zone(Path file) {
        String name =
                file.getFileName().toString().replaceFirst("_ci\\.csv$", "").toUpperCase(Locale.ROOT);
        return name.equals("GER") ? "DE" : name;
    }

    static IntensitySeries read(Path file) throws IOException {
        return GridFiles.read(file, STEP, "Carbon Intensity");
    }

    /**
     * The jobs of the first year that the series has from its first day on or, when most of that is missing, of the year that
     * begins on the first whole day.
     */
    static NightlyJobs of(IntensitySeries actual) {
        OffsetDateTime start = actual.start().atOffset(ZoneOffset.UTC);
        Instant year = OffsetDateTime.of(start.getYear(), 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
                .toInstant();
        if (year.isBefore(actual.start())) {
            year = year.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
        }
        int slot = actual.slotOf(year);
        if (2 * slot > actual.size()) {
            Duration whole = Duration.ofDays(1);
            long days = actual.start().plus(whole).minusNanos(1).getEpochSecond() / whole.toSeconds();
            slot = actual.slotOf(Instant.ofEpochSecond(days * whole.toSeconds()));
        }
        return new NightlyJobs(actual, slot);
    }

    /** The first slot of the year. */
    int year() {
        return year;
    }

    /** Whether these are the jobs of the paper: those of 2020, none missing. */
    boolean areThePapers() {
        return actual.slotStart(year).equals(Instant.parse("2020-01-01T00:00:00Z")) && days(1).length == DAYS - 1;
    }

    /** The days, from this one on, whose whole window is known. */
    int[] days(int from) {
        return IntStream.range(from, DAYS)
                .filter(day -> Arrays.stream(window(actual, day).values()).noneMatch(Double::isNaN))
                .toArray();
    }

    int usualSlot(int day) {
        return year + day * DAY + USUAL;
    }

    int firstSlot(int day) {
        return usualSlot(day) - FLEXIBILITY;
    }

    int lastSlot(int day) {
        return usualSlot(day) + FLEXIBILITY;
    }

    /** A day's job, which may begin 8 hours after its usual time at the latest. */
    Workload job(int day) {
        return new Workload(STEP, actual.slotStart(firstSlot(day)), actual.slotStart(lastSlot(day) + 1), false);
    }

    /** What a series says of the time in which a day's job may run. */
    IntensitySeries window(IntensitySeries series, int day) {
        return series.slots(firstSlot(day), lastSlot(day) + 1);
    }

    /** The sum of intensities at the usual time of these days. */
    double baseline(int[] days) {
        return Arrays.stream(days)
                .mapToDouble(day -> actual.value(usualSlot(day)))
                .sum();
    }
}
