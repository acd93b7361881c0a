package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.forecast.IntensityForecaster;
import io.conductorloop.energy.forecast.LearntForecaster;
import io.conductorloop.energy.forecast.RecentDays;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The next 24 hours of each zone from its past alone, forecast anew at every hour of the last year that is given; where less
 * than that and a half is, of its last two thirds.
 */
public final class IntensityForecasts implements EvaluationTask {
    static final int AHEAD = 24;
    /** With less than this, of which a third comes before the test, there is nothing to judge. */
    private static final int FEWEST = 90 * 24;

    @Override
    public String name() {
        return "intensity-forecast";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        double ours = 0;
        double persistence = 0;
        int evaluated = 0;
        Map<String, IntensitySeries> zones = GridFiles.carbonx(data);
        for (Map.Entry<String, IntensitySeries> zone : zones.entrySet()) {
            if (zone.getValue().size() < FEWEST) {
                continue;
            }
            Errors errors = errors(zone.getValue());
            if (errors.hours() == 0) {
                continue;
            }
            String task = "next 24 h, " + zone.getKey() + " " + GridFiles.lastYear(zone.getValue());
            ours += errors.mape();
            persistence += errors.persistence();
            evaluated++;
            scores.add(error(task, errors.mape(), errors.persistence()));
            double covered = 100 * errors.covered();
            scores.add(new Score(
                    task,
                    "% within 80 % interval",
                    null,
                    "–",
                    covered,
                    80.0,
                    "goal 78 to 82",
                    Score.met(covered >= 78 && covered <= 82)));
        }
        if (evaluated > 0) {
            scores.add(error("next 24 h, mean of zones", ours / evaluated, persistence / evaluated));
        }
        return scores;
    }

    private static Score error(String task, double ours, double persistence) {
        return new Score(
                task,
                "MAPE %",
                persistence,
                "24-h persistence",
                ours,
                null,
                "≤ 0.8 × persistence",
                Score.met(ours <= 0.8 * persistence));
    }

    /** In percent, the last as a share, over so many hours of forecasts. */
    private record Errors(double mape, double persistence, double covered, long hours) {}

    private static Errors errors(IntensitySeries grid) {
        IntensityForecaster learnt = new LearntForecaster(LearntForecaster.Aim.RELATIVE_ERROR, new RecentDays(1));
        IntensityForecaster persistence = new RecentDays(1);
        double ours = 0;
        double theirs = 0;
        long covered = 0;
        long count = 0;
        int first = Math.max(GridFiles.lastYearsFirst(grid), grid.size() / 3);
        for (int now = first; now + AHEAD <= grid.size(); now++) {
            IntensitySeries past = grid.slots(0, now);
            IntensityForecast forecast = learnt.forecast(past, AHEAD);
            IntensitySeries yesterday = persistence.forecast(past, AHEAD).expected();
            for (int ahead = 0; ahead < AHEAD; ahead++) {
                double truth = grid.value(now + ahead);
                double expected = forecast.expected().value(ahead);
                double plain = yesterday.value(ahead);
                if (!Double.isNaN(truth + expected + plain)) {
                    ours += Math.abs(expected - truth) / truth;
                    theirs += Math.abs(plain - truth) / truth;
                    covered += truth >= forecast.lower().value(ahead)
                                    && truth <= forecast.upper().value(ahead)
                            ? 1
                            : 0;
                    count++;
                }
            }
        }
        return new Errors(100 * ours / count, 100 * theirs / count, (double) covered / count, count);
    }
}
