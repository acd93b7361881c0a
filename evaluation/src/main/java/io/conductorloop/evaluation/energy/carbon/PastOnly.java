package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.forecast.IntensityForecaster;
import io.conductorloop.energy.forecast.RecentDays;
import io.conductorloop.energy.schedule.MeanIntensity;
import io.conductorloop.energy.schedule.ReplannedRun;
import io.conductorloop.energy.schedule.SchedulePlanner;
import io.conductorloop.energy.schedule.Workload;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The nightly job again, with nobody's forecast: planned from the grid's past alone, anew every half hour until it runs. The
 * first four weeks of the year are there to learn from; with them left out, the optimum is 14.07, 10.27 and 7.72 %.
 */
public final class PastOnly implements EvaluationTask {
    static final int FIRST_DAY = 28;
    private static final SchedulePlanner PLANNER = new SchedulePlanner(0);

    /** The best simple forecast's figure in 2020 and what was hoped for, in percent saved. */
    private record Goal(double simple, double goal) {}

    private static final Map<String, Goal> GOALS =
            Map.of("DE", new Goal(10.38, 11.2), "GB", new Goal(2.60, 4.0), "FR", new Goal(1.35, 2.5));

    @Override
    public String name() {
        return "past-only";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Path file : NightlyJobs.files(data)) {
            scores.addAll(scores(NightlyJobs.zone(file), NightlyJobs.read(file)));
        }
        return scores;
    }

    private static List<Score> scores(String zone, IntensitySeries grid) {
        NightlyJobs jobs = NightlyJobs.of(grid);
        IntensityForecaster ours = new GridForecaster();
        IntensityForecaster simple = new RecentDays(28);
        double[] base = new double[4];
        double[] reached = new double[4];
        double plain = 0;
        double optimum = 0;
        int late = 0;
        int[] days = jobs.days(FIRST_DAY);
        for (int day : days) {
            Workload job = jobs.job(day);
            Instant usual = grid.slotStart(jobs.usualSlot(day));
            int quarter = (usual.atOffset(ZoneOffset.UTC).getMonthValue() - 1) / 3;
            ReplannedRun run = new ReplannedRun(PLANNER, job);
            for (int slot = jobs.firstSlot(day); !run.isDone(); slot++) {
                run.step(
                        grid.slotStart(slot),
                        grid.slotStart(slot + 1),
                        ours.forecast(grid.slots(0, slot), jobs.lastSlot(day) + 1 - slot));
            }
            late += run.windows().getLast().end().isAfter(job.deadline()) ? 1 : 0;
            base[quarter] += grid.at(usual);
            reached[quarter] += MeanIntensity.over(grid, run.windows());
            IntensityForecast once = simple.forecast(grid.knownAt(job.earliestStart()), 33);
            plain += LetsWaitAwhile.intensity(grid, PLANNER.plan(job, once, job.earliestStart()));
            optimum += Arrays.stream(jobs.window(grid, day).values()).min().orElseThrow();
        }
        if (days.length == 0) {
            return List.of();
        }
        double sum = Arrays.stream(base).sum();
        double saved = LetsWaitAwhile.saved(Arrays.stream(reached).sum(), sum);
        double simplySaved = LetsWaitAwhile.saved(plain, sum);
        double worst = Double.POSITIVE_INFINITY;
        for (int quarter = 0; quarter < 4; quarter++) {
            if (base[quarter] > 0) {
                worst = Math.min(worst, LetsWaitAwhile.saved(reached[quarter], base[quarter]));
            }
        }
        String task = "nightly ±8 h from the past only, " + zone;
        double perfect = LetsWaitAwhile.saved(optimum, sum);
        Goal goal = jobs.areThePapers() ? GOALS.get(zone) : null;
        double must = goal == null ? simplySaved : Math.max(goal.simple(), simplySaved);
        String published = goal == null ? "–" : "best simple " + goal.simple();
        List<Score> scores = new ArrayList<>();
        scores.add(new Score(
                task, "saved %", simplySaved, published, saved, perfect, "≥ best simple", Score.met(saved >= must)));
        if (goal != null) {
            scores.add(new Score(
                    task,
                    "saved %",
                    simplySaved,
                    published,
                    saved,
                    perfect,
                    "goal ≥ " + goal.goal(),
                    Score.met(saved >= goal.goal())));
        }
        scores.add(new Score(task, "saved % in worst quarter", null, "–", worst, null, "≥ 0", Score.met(worst >= 0)));
        scores.add(new Score(task, "jobs late", null, "–", (double) late, 0.0, "0", Score.met(late == 0)));
        return scores;
    }
}
