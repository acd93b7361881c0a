package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.schedule.MeanIntensity;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The two scenarios of Wiesner et al., "Let's Wait Awhile" (Middleware '21), by its rules and by ours.
 *
 * <p>Its forecast for a window also holds the slot that begins at the window's end; its nightly figure leaves out the first
 * day, whose window would begin before the year, but divides by 365 jobs; and the jobs that its batches are compared with
 * were given that one slot more as well, so each runs at once or half an hour later, whichever is cleaner. The
 * paper-compatible rows do the same. Grids the paper does not have are evaluated too, with nothing published beside them.
 */
public final class LetsWaitAwhile implements EvaluationTask {
    static final int SEEDS = 10;
    static final double NOISE = 0.05;
    private static final SchedulePlanner PLANNER = new SchedulePlanner(0);

    /** What the paper and its requirement say of a zone, in percent saved. */
    private record Published(double nightly, double denoised, double perfect, double jobs) {}

    private static final Map<String, Published> PUBLISHED = Map.of(
            "DE", new Published(11.74, 12.8, 13.49, 18.11),
            "GB", new Published(7.95, 8.1, 10.15, 19.66),
            "FR", new Published(5.58, 6.0, 7.56, 13.33));

    /** A grid, its noisy forecasts and what is known to de-noise them. */
    private record Grid(
            String zone,
            @Nullable Published published,
            IntensitySeries all,
            NightlyJobs nights,
            List<IntensitySeries> noisy,
            Denoising denoising) {
        static Grid of(String zone, IntensitySeries all) {
            NightlyJobs nights = NightlyJobs.of(all);
            double deviation = NOISE * all.slots(nights.year(), all.size()).mean();
            return new Grid(
                    zone,
                    nights.areThePapers() ? PUBLISHED.get(zone) : null,
                    all,
                    nights,
                    IntStream.range(0, SEEDS)
                            .mapToObj(seed -> LetsWaitAwhile.noisy(all, nights.year(), deviation, seed))
                            .toList(),
                    new Denoising(all, deviation, SEEDS));
        }
    }

    @Override
    public String name() {
        return "lets-wait-awhile";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> nightly = new ArrayList<>();
        List<Score> jobs = new ArrayList<>();
        for (Path file : NightlyJobs.files(data)) {
            Grid grid = Grid.of(NightlyJobs.zone(file), NightlyJobs.read(file));
            nightly.addAll(nightly(grid));
            jobs.addAll(jobs(grid));
        }
        nightly.addAll(jobs);
        return nightly;
    }

    private static List<Score> nightly(Grid grid) {
        NightlyJobs nights = grid.nights();
        int[] days = nights.days(1);
        if (days.length == 0) {
            return List.of();
        }
        double paper = 0;
        double denoised = 0;
        double optimum = 0;
        double exact = 0;
        for (int day : days) {
            Workload job = nights.job(day);
            for (int seed = 0; seed < SEEDS; seed++) {
                IntensitySeries forecast = nights.window(grid.noisy().get(seed), day);
                IntensityForecast clean = grid.denoising().night(seed, day, forecast, job.earliestStart());
                paper += run(grid.all(), job, IntensityForecast.certain(forecast)) / SEEDS;
                denoised += run(grid.all(), job, clean) / SEEDS;
            }
            IntensitySeries truth = nights.window(grid.all(), day);
            exact += run(grid.all(), job, IntensityForecast.certain(truth));
            optimum += Arrays.stream(truth.values()).min().orElseThrow();
        }
        double base = nights.baseline(days);
        double baseWithFirst = base + nights.baseline(new int[] {0});
        Published published = grid.published();
        String task = "nightly 30-min job ±8 h, " + grid.zone();
        double ours = saved(denoised, base);
        double compatible = saved(paper, baseWithFirst);
        return List.of(
                new Score(
                        task + ", paper's rules",
                        "saved %, 5 % noise, " + (days.length + 1),
                        0.0,
                        published == null ? "–" : published.nightly() + " (Middleware'21)",
                        compatible,
                        saved(optimum, baseWithFirst),
                        "within 0.05 of published",
                        near(compatible, published == null ? Double.NaN : published.nightly())),
                new Score(
                        task + ", de-noised",
                        "saved %, 5 % noise, " + days.length,
                        saved(paper, base),
                        published == null ? "–" : published.nightly() + " (÷ 365)",
                        ours,
                        saved(optimum, base),
                        published == null ? "more than noisy" : "goal ≥ " + published.denoised(),
                        Score.met(ours >= (published == null ? saved(paper, base) : published.denoised()))),
                new Score(
                        task + ", perfect forecast",
                        "saved %, " + days.length + " jobs",
                        0.0,
                        published == null ? "–" : String.valueOf(published.perfect()),
                        saved(exact, base),
                        saved(optimum, base),
                        "the exact optimum",
                        Score.met(Math.abs(exact - optimum) < 1e-6 * optimum)));
    }

    private static List<Score> jobs(Grid grid) {
        IntensitySeries all = grid.all();
        int year = grid.nights().year();
        double base = 0;
        double paperBase = 0;
        double paper = 0;
        double strict = 0;
        double ours = 0;
        double optimum = 0;
        int missed = 0;
        int count = 0;
        for (BatchJobs.Job job : BatchJobs.of(all.slotStart(year))) {
            int arrival = year + job.arrival();
            int deadline = year + job.deadline();
            if (Arrays.stream(all.slots(arrival, deadline + 1).values()).anyMatch(Double::isNaN)) {
                continue;
            }
            count++;
            Workload work = workload(all, arrival, deadline, job.length());
            Workload paperWork = workload(all, arrival, deadline + 1, job.length());
            double atOnce = all.slots(arrival, arrival + job.length()).mean();
            double later = all.slots(arrival + 1, arrival + 1 + job.length()).mean();
            base += job.length() * atOnce;
            paperBase += job.length() * Math.min(atOnce, later);
            optimum += job.length() * run(all, work, IntensityForecast.certain(all.slots(arrival, deadline)));
            for (int seed = 0; seed < SEEDS; seed++) {
                IntensitySeries wide = grid.noisy().get(seed).slots(arrival, deadline + 1);
                IntensitySeries narrow = wide.slots(0, wide.size() - 1);
                IntensityForecast clean =
                        grid.denoising().onDay(seed, job.arrival() / 48, narrow, work.earliestStart());
                SchedulePlan plan = PLANNER.plan(work, clean, work.earliestStart());
                paper += job.length() * run(all, paperWork, IntensityForecast.certain(wide)) / SEEDS;
                strict += job.length() * run(all, work, IntensityForecast.certain(narrow)) / SEEDS;
                ours += job.length() * intensity(all, plan) / SEEDS;
                missed += endsInTime(plan, work) ? 0 : 1;
            }
        }
        if (count == 0) {
            return List.of();
        }
        Published published = count == BatchJobs.COUNT ? grid.published() : null;
        String task = String.format(Locale.ROOT, "%,d ML jobs, semi-weekly, %s", count, grid.zone());
        double compatible = saved(paper, paperBase);
        double better = saved(ours, base);
        return List.of(
                new Score(
                        task + ", paper's rules",
                        "saved %, interruptible",
                        0.0,
                        published == null ? "–" : published.jobs() + " (Middleware'21)",
                        compatible,
                        saved(optimum, base),
                        "within 0.05 of published",
                        near(compatible, published == null ? Double.NaN : published.jobs())),
                new Score(
                        task + ", de-noised, in time",
                        "saved %, interruptible",
                        saved(strict, base),
                        published == null ? "–" : published.jobs() + " (1 slot late)",
                        better,
                        saved(optimum, base),
                        "goal > published, 0 late",
                        Score.met(
                                better > (published == null ? saved(strict, base) : published.jobs()) && missed == 0)),
                new Score(
                        task + ", jobs late",
                        "of " + SEEDS * count,
                        null,
                        "–",
                        (double) missed,
                        0.0,
                        "0",
                        Score.met(missed == 0)));
    }

    /** No verdict where nothing is published. */
    private static Score.Verdict near(double figure, double published) {
        return Double.isNaN(published) ? Score.Verdict.NONE : Score.met(Math.abs(figure - published) <= 0.05);
    }

    private static Workload workload(IntensitySeries all, int arrival, int deadline, int length) {
        return new Workload(all.step().multipliedBy(length), all.slotStart(arrival), all.slotStart(deadline), true);
    }

    private static double run(IntensitySeries actual, Workload work, IntensityForecast forecast) {
        return intensity(actual, PLANNER.plan(work, forecast, work.earliestStart()));
    }

    static double intensity(IntensitySeries actual, SchedulePlan plan) {
        return MeanIntensity.over(actual, windows(plan));
    }

    static boolean endsInTime(SchedulePlan plan, Workload work) {
        List<Window> windows = windows(plan);
        Duration length = windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus);
        Instant end = windows.getLast().end();
        return length.equals(work.duration()) && !end.isAfter(work.deadline());
    }

    static List<Window> windows(SchedulePlan plan) {
        return switch (plan) {
            case SchedulePlan.InTime inTime -> inTime.windows();
            case SchedulePlan.TooLate late -> throw new IllegalStateException("no job is given too late: " + late);
        };
    }

    static double saved(double grams, double baseline) {
        return 100 * (1 - grams / baseline);
    }

    /** The truth from {@code year} on with the noise of the paper's code, and the truth before. */
    private static IntensitySeries noisy(IntensitySeries all, int year, double deviation, int seed) {
        double[] values = all.values();
        NumpyGenerator chance = new NumpyGenerator(seed);
        for (int i = year; i < values.length; i++) {
            values[i] += deviation * chance.nextGaussian();
        }
        return IntensitySeries.of(all.start(), all.step(), values);
    }
}
