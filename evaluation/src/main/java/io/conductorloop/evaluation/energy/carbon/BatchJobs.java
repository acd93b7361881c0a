package io.conductorloop.evaluation.energy.carbon;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The machine learning jobs of "Let's Wait Awhile", drawn as its code draws them: on workdays between 9 and 17, of 4 to 90
 * hours, in half hours; each must have ended by the next Monday or Thursday at 9, whichever comes first after its usual end.
 */
final class BatchJobs {
    static final int COUNT = 3387;
    private static final int SLOT_MINUTES = 30;
    private static final int FIRST_ARRIVAL = 18;
    private static final int ARRIVALS = 16;
    private static final int SHORTEST = 8;
    private static final int LENGTHS = 172;
    private static final LocalTime DUE = LocalTime.of(9, 0);

    private BatchJobs() {}

    /** In slots of half an hour; arrival and deadline counted from the start of the year. */
    record Job(int arrival, int length, int deadline) {}

    static List<Job> of(Instant year) {
        LocalDate first = LocalDate.ofInstant(year, ZoneOffset.UTC);
        List<LocalDate> days = first.datesUntil(first.plusYears(1)).toList();
        List<LocalDate> workdays = days.stream().filter(BatchJobs::isWorkday).toList();
        NumpyGenerator chance = new NumpyGenerator(0);
        int[] perDay = chance.equalMultinomial(COUNT, workdays.size());
        List<Integer> arrivals = new ArrayList<>();
        for (int workday = 0; workday < perDay.length; workday++) {
            int[] ofDay = new int[perDay[workday]];
            for (int i = 0; i < ofDay.length; i++) {
                ofDay[i] = FIRST_ARRIVAL + chance.nextInt(ARRIVALS);
            }
            Arrays.sort(ofDay);
            int midnight = (int) (ChronoUnit.DAYS.between(first, workdays.get(workday)) * 48);
            Arrays.stream(ofDay).forEach(slot -> arrivals.add(midnight + slot));
        }
        List<Job> jobs = new ArrayList<>();
        for (int arrival : arrivals) {
            int length = SHORTEST + chance.nextInt(LENGTHS);
            LocalDateTime end = first.atStartOfDay().plusMinutes((long) (arrival + length) * SLOT_MINUTES);
            long due = ChronoUnit.MINUTES.between(first.atStartOfDay(), due(end)) / SLOT_MINUTES;
            jobs.add(new Job(arrival, length, (int) due));
        }
        return jobs;
    }

    private static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** The next Monday or Thursday at 9; work that ends at that very moment ends in time. */
    static LocalDateTime due(LocalDateTime end) {
        LocalDateTime monday = next(end, DayOfWeek.MONDAY);
        LocalDateTime thursday = next(end, DayOfWeek.THURSDAY);
        return monday.isBefore(thursday) ? monday : thursday;
    }

    private static LocalDateTime next(LocalDateTime end, DayOfWeek day) {
        LocalDateTime due =
                end.toLocalDate().with(TemporalAdjusters.nextOrSame(day)).atTime(DUE);
        return due.isBefore(end) ? due.plusWeeks(1) : due;
    }
}
