package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.CycleForecaster;
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

/**
 * The nightly job again, with nobody's forecast: planned from the grid's past alone, anew every half hour until it runs. How
 * far the forecaster looks back was chosen among three settings on this same year, so its figures are no blind test. The
 * first four weeks of the year are there to learn from; with them left out, the optimum is 14.07, 10.27 and 7.72 %.
 */
public final class PastOnly implements EvaluationTask {
    static final int FIRST_DAY = 28;
    private static final SchedulePlanner PLANNER = new SchedulePlanner(0);

    private record Goal(String file, String zone, double simple, double goal) {}

    private static final List<Goal> GOALS = List.of(
            new Goal("ger_ci.csv", "DE", 10.38, 11.2),
            new Goal("gb_ci.csv", "GB", 2.60, 4.0),
            new Goal("fr_ci.csv", "FR", 1.35, 2.5));

    @Override
    public String name() {
        return "past-only";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Goal goal : GOALS) {
            scores.addAll(scores(goal, NightlyJobs.read(data, goal.file())));
        }
        return scores;
    }

    private static List<Score> scores(Goal goal, IntensitySeries grid) {
        NightlyJobs jobs = NightlyJobs.of(grid);
        IntensityForecaster ours = new CycleForecaster(30, 48);
        IntensityForecaster simple = new RecentDays(28);
        double[] base = new double[4];
        double[] reached = new double[4];
        double plain = 0;
        double optimum = 0;
        int late = 0;
        for (int day = FIRST_DAY; day < NightlyJobs.DAYS; day++) {
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
        double sum = Arrays.stream(base).sum();
        double saved = LetsWaitAwhile.saved(Arrays.stream(reached).sum(), sum);
        double simplySaved = LetsWaitAwhile.saved(plain, sum);
        double worst = Double.POSITIVE_INFINITY;
        for (int quarter = 0; quarter < 4; quarter++) {
            worst = Math.min(worst, LetsWaitAwhile.saved(reached[quarter], base[quarter]));
        }
        String task = "nightly ±8 h from the past only, " + goal.zone();
        double perfect = LetsWaitAwhile.saved(optimum, sum);
        return List.of(
                new Score(
                        task,
                        "saved %",
                        simplySaved,
                        "best simple " + goal.simple(),
                        saved,
                        perfect,
                        "≥ best simple",
                        Score.met(saved >= Math.max(goal.simple(), simplySaved))),
                new Score(
                        task,
                        "saved %",
                        simplySaved,
                        "best simple " + goal.simple(),
                        saved,
                        perfect,
                        "goal ≥ " + goal.goal(),
                        Score.met(saved >= goal.goal())),
                new Score(task, "saved % in worst quarter", null, "–", worst, null, "≥ 0", Score.met(worst >= 0)),
                new Score(task, "jobs late", null, "–", (double) late, 0.0, "0", Score.met(late == 0)));
    }
}
