package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.forecast.IntensityForecaster;
import io.conductorloop.energy.schedule.MeanIntensity;
import io.conductorloop.energy.schedule.ReplannedRun;
import io.conductorloop.energy.schedule.SchedulePlan;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.schedule.Window;
import io.conductorloop.energy.schedule.Workload;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The batch jobs of GAIA (Hanafy et al., ASPLOS '24) on the grid of South Australia: jobs below 2 hours may wait 6 hours, the
 * others 24. Grams are normalised by those of running at once, over GAIA's 17 beginnings in a year, 500 hours apart, as far
 * as the grid's data has 30 days from there on; the stretch of GAIA's own figures is in none that was given. Where South
 * Australia is not given, the first zone that is takes its place.
 */
public final class Gaia implements EvaluationTask {
    private static final Duration SHORT = Duration.ofHours(2);
    private static final String ZONE = "AU-SA";
    private static final int MONTH = 720;
    private static final int FORECAST_HOURS = 96;
    private static final int SLOT_SECONDS = 3600;
    private static final SchedulePlanner PLANNER = new SchedulePlanner(0);

    @Override
    public String name() {
        return "gaia";
    }

    private record Job(Duration arrival, Duration length, double cpus) {
        boolean isShort() {
            return length.compareTo(SHORT) < 0;
        }

        Workload at(Instant start, boolean interruptible) {
            Instant arrives = start.plus(arrival);
            Duration wait = Duration.ofHours(isShort() ? 6 : 24);
            return new Workload(length, arrives, arrives.plus(wait).plus(length), interruptible);
        }
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Job> jobs = GridFiles.numbers(data.resolve("gaia/pai_1k.csv")).stream()
                .map(row -> new Job(Duration.ofSeconds((long) row[0]), Duration.ofSeconds((long) row[1]), row[2]))
                .toList();
        Map<String, IntensitySeries> zones = GridFiles.carbonx(data);
        String zone = zones.containsKey(ZONE) ? ZONE : zones.keySet().iterator().next();
        IntensitySeries grid = zones.getOrDefault(zone, IntensitySeries.of(Instant.EPOCH, Duration.ofHours(1)));
        int hours = jobs.stream()
                .mapToInt(job -> (int) job.at(Instant.EPOCH, true).deadline().getEpochSecond() / SLOT_SECONDS + 1)
                .reduce(MONTH, Math::max);
        List<Score> scores = new ArrayList<>();
        PastForecasts forecasts = new PastForecasts(grid);
        int first = grid.start().atOffset(ZoneOffset.UTC).getYear();
        for (int year = first; year <= GridFiles.lastYear(grid); year++) {
            Tally tally = new Tally(hours);
            for (int hour = 0; hour < 8500; hour += 500) {
                Instant start = LocalDateTime.of(year, 1, 1, 0, 0)
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds((long) hour * SLOT_SECONDS);
                int slot = grid.slotOf(start);
                if (Arrays.stream(grid.slots(slot, slot + hours).values()).noneMatch(Double::isNaN)) {
                    tally.add(jobs, grid, start, forecasts);
                }
            }
            if (tally.months > 0) {
                scores.addAll(tally.scores(zone + " " + year));
            }
        }
        return scores;
    }

    /** What is expected at the beginning of each hour; made in order and kept, as months overlap. */
    private static final class PastForecasts {
        private final IntensitySeries grid;
        private final IntensityForecaster forecaster = new GridForecaster();
        private final List<IntensityForecast> made = new ArrayList<>();
        private int first = -1;

        PastForecasts(IntensitySeries grid) {
            this.grid = grid;
        }

        /** Nothing before this hour will be asked for. */
        void from(int slot) {
            if (first < 0) {
                first = slot;
            }
        }

        IntensityForecast at(int slot) {
            while (made.size() <= slot - first) {
                made.add(forecaster.forecast(grid.slots(0, first + made.size()), FORECAST_HOURS));
            }
            return made.get(slot - first);
        }
    }

    /** Normalised grams, summed over beginnings. */
    private static final class Tally {
        private final int hours;
        private int months;
        private double lowestWindow;
        private double unbroken;
        private double unbrokenOracle;
        private double broken;
        private double brokenOracle;
        private double pastOnly;
        private int late;

        Tally(int hours) {
            this.hours = hours;
        }

        void add(List<Job> jobs, IntensitySeries grid, Instant start, PastForecasts forecasts) {
            int first = grid.slotOf(start);
            forecasts.from(first);
            IntensityForecast truth = IntensityForecast.certain(grid.slots(first, first + hours));
            double base = 0;
            double[] sums = new double[6];
            for (Job job : jobs) {
                Workload whole = job.at(start, false);
                Workload parts = job.at(start, true);
                double weight = job.cpus() * job.length().toSeconds();
                base += weight * over(grid, whole.earliestStart(), job.length());
                sums[0] += weight * lowestWindow(jobs, job, grid, whole);
                sums[1] += weight * planned(grid, whole, truth);
                sums[2] += weight * bestByTrial(grid, whole);
                sums[3] += weight * planned(grid, parts, truth);
                sums[4] += weight * cheapestTime(grid, parts);
                List<Window> ran = replanned(grid, parts, forecasts);
                late += ran.getLast().end().isAfter(parts.deadline()) ? 1 : 0;
                sums[5] += weight * MeanIntensity.over(grid, ran);
            }
            months++;
            lowestWindow += sums[0] / base;
            unbroken += sums[1] / base;
            unbrokenOracle += sums[2] / base;
            broken += sums[3] / base;
            brokenOracle += sums[4] / base;
            pastOnly += sums[5] / base;
        }

        private static List<Window> replanned(IntensitySeries grid, Workload work, PastForecasts forecasts) {
            ReplannedRun run = new ReplannedRun(PLANNER, work);
            Instant now = work.earliestStart();
            while (!run.isDone()) {
                int slot = grid.slotOf(now);
                Instant until = grid.slotStart(slot + 1);
                run.step(now, until, forecasts.at(slot));
                now = until;
            }
            return run.windows();
        }

        List<Score> scores(String when) {
            String task = "GAIA " + when + ", ";
            return List.of(
                    new Score(
                            task + "whole jobs, truth",
                            "normalised carbon",
                            lowestWindow / months,
                            "Lowest-Window .684",
                            unbroken / months,
                            unbrokenOracle / months,
                            "≤ each 5 min tried",
                            Score.met(unbroken <= unbrokenOracle * (1 + 1e-9))),
                    new Score(
                            task + "interruptible, truth",
                            "normalised carbon",
                            null,
                            "WaitAWhile .6075",
                            broken / months,
                            brokenOracle / months,
                            "the optimum",
                            Score.met(Math.abs(broken - brokenOracle) <= 1e-9 * brokenOracle)),
                    new Score(
                            task + "interruptible, past",
                            "normalised carbon",
                            lowestWindow / months,
                            "–",
                            pastOnly / months,
                            brokenOracle / months,
                            "goal ≤ .60",
                            Score.met(pastOnly / months <= 0.60)),
                    new Score(task + "jobs late", "", null, "–", (double) late, 0.0, "0", Score.met(late == 0)));
        }
    }

    private static double planned(IntensitySeries grid, Workload work, IntensityForecast forecast) {
        SchedulePlan plan = PLANNER.plan(work, forecast, work.earliestStart());
        return LetsWaitAwhile.intensity(grid, plan);
    }

    private static double over(IntensitySeries grid, Instant start, Duration length) {
        return MeanIntensity.over(grid, List.of(new Window(start, start.plus(length))));
    }

    /** GAIA's policy: the hourly start that would be best for a job as long as the mean of its queue. */
    private static double lowestWindow(List<Job> jobs, Job job, IntensitySeries grid, Workload work) {
        double mean = jobs.stream()
                .filter(other -> other.isShort() == job.isShort())
                .mapToLong(other -> other.length().toSeconds())
                .average()
                .orElseThrow();
        Duration expected = Duration.ofSeconds((long) mean);
        Instant best = work.earliestStart();
        double least = Double.POSITIVE_INFINITY;
        for (Instant at = best; !at.isAfter(work.latestStart()); at = at.plusSeconds(SLOT_SECONDS)) {
            double grams = over(grid, at, expected);
            if (grams < least) {
                least = grams;
                best = at;
            }
        }
        return over(grid, best, job.length());
    }

    private static double bestByTrial(IntensitySeries grid, Workload work) {
        double least = Double.POSITIVE_INFINITY;
        for (Instant at = work.earliestStart(); !at.isAfter(work.latestStart()); at = at.plusSeconds(300)) {
            least = Math.min(least, over(grid, at, work.duration()));
        }
        return least;
    }

    /** The mean over the cheapest seconds between arrival and deadline. */
    private static double cheapestTime(IntensitySeries grid, Workload work) {
        List<double[]> pieces = new ArrayList<>();
        for (Instant at = work.earliestStart(); at.isBefore(work.deadline()); ) {
            Instant next = grid.slotStart(grid.slotOf(at) + 1);
            Instant until = next.isBefore(work.deadline()) ? next : work.deadline();
            pieces.add(new double[] {grid.at(at), Duration.between(at, until).toSeconds()});
            at = until;
        }
        pieces.sort(Comparator.comparingDouble(piece -> piece[0]));
        double left = work.duration().toSeconds();
        double grams = 0;
        for (double[] piece : pieces) {
            double taken = Math.min(left, piece[1]);
            grams += taken * piece[0];
            left -= taken;
        }
        return grams / work.duration().toSeconds();
    }
}
