package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.schedule.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A job of half an hour at 1 a.m. on each day of a year, which may run up to 8 hours earlier or later. */
final class NightlyJobs {
    static final int DAYS = 365;
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

    static IntensitySeries read(Path data, String file) throws IOException {
        return GridFiles.read(data.resolve("lets-wait-awhile").resolve(file), STEP, "Carbon Intensity");
    }

    /** The jobs of the first year that the series has from its first day on. */
    static NightlyJobs of(IntensitySeries actual) {
        OffsetDateTime start = actual.start().atOffset(ZoneOffset.UTC);
        Instant year = OffsetDateTime.of(start.getYear(), 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
                .toInstant();
        if (year.isBefore(actual.start())) {
            year = year.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
        }
        return new NightlyJobs(actual, actual.slotOf(year));
    }

    /** The first slot of the year. */
    int year() {
        return year;
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

    /** The sum of intensities at the usual time, from a day on. */
    double baseline(int firstDay) {
        double sum = 0;
        for (int day = firstDay; day < DAYS; day++) {
            sum += actual.value(usualSlot(day));
        }
        return sum;
    }
}
