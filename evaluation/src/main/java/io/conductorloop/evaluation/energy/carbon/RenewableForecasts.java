package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.forecast.IntensityForecaster;
import io.conductorloop.energy.renewables.Hours;
import io.conductorloop.energy.renewables.OutputForecaster;
import io.conductorloop.energy.renewables.OutputForecaster.Kind;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The next day of wind and solar output from a weather forecast, and of the renewable share from its own past, forecast at each
 * midnight, UTC, of the last twelve months that are given.
 */
public final class RenewableForecasts implements EvaluationTask {
    private static final int DAY = 24;
    private static final int YEAR = 365 * DAY;
    /** With less before the year that is judged there is nothing to learn from. */
    private static final int FEWEST = 60 * DAY;

    @Override
    public String name() {
        return "renewables";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Path file : GridFiles.files(data.resolve("ensembleci"), WeatherFiles.WEATHER)) {
            String grid = WeatherFiles.grid(file);
            for (Kind kind : Kind.values()) {
                scores.add(output(data.resolve("ensembleci"), grid, kind));
            }
        }
        for (Map.Entry<String, IntensitySeries> zone :
                GridFiles.carbonx(data, "re_pct").entrySet()) {
            if (zone.getValue().size() >= YEAR + FEWEST) {
                scores.add(share(zone.getKey(), zone.getValue()));
            }
        }
        return scores;
    }

    private static Score output(Path folder, String grid, Kind kind) throws IOException {
        String task = "next day's " + kind.name().toLowerCase(Locale.ROOT) + " power, " + grid;
        Hours output = WeatherFiles.output(folder, grid, kind);
        Hours weather = WeatherFiles.weather(folder, grid, kind);
        long end = Math.min(output.end(), weather.end());
        long first = end - YEAR + Math.floorMod(YEAR - end, (long) DAY);
        if (first - Math.max(output.first(), weather.first()) < FEWEST) {
            return Score.missing(task, "less than " + FEWEST / DAY + " days before the year that is judged");
        }
        OutputForecaster forecaster = new OutputForecaster(kind);
        double ours = 0;
        double persistence = 0;
        double sum = 0;
        for (long now = first; now + DAY <= end; now += DAY) {
            // By their labels alone: a row may be a forecast that was made in its hour.
            Hours expected = forecaster.nextDay(output.before(now), weather.before(now + 1));
            for (long hour = now; hour < now + DAY; hour++) {
                double error = Math.abs(expected.at(hour) - output.at(hour));
                double plain = Math.abs(output.at(hour - DAY) - output.at(hour));
                if (!Double.isNaN(error + plain)) {
                    ours += error;
                    persistence += plain;
                    sum += output.at(hour);
                }
            }
        }
        return score(
                task + " (weather " + forecaster.lag() + " h early)",
                "mean error, % of the mean",
                100 * persistence / sum,
                100 * ours / sum);
    }

    private static Score share(String zone, IntensitySeries share) {
        IntensityForecaster forecaster = new GridForecaster();
        double ours = 0;
        double persistence = 0;
        int count = 0;
        int first = share.size() - YEAR;
        for (int now = first - Math.floorMod(first, DAY); now + DAY <= share.size(); now += DAY) {
            IntensitySeries expected =
                    forecaster.forecast(share.slots(0, now), DAY).expected();
            for (int ahead = 0; ahead < DAY; ahead++) {
                double truth = share.value(now + ahead);
                double error = Math.abs(Math.min(100, expected.value(ahead)) - truth);
                double plain = Math.abs(share.value(now + ahead - DAY) - truth);
                if (!Double.isNaN(error + plain)) {
                    ours += error;
                    persistence += plain;
                    count++;
                }
            }
        }
        return score(
                "next day's renewable share, " + zone, "mean error, points of %", persistence / count, ours / count);
    }

    private static Score score(String task, String metric, double persistence, double ours) {
        return new Score(
                task,
                metric,
                persistence,
                "24-h persistence",
                ours,
                0.0,
                "below persistence",
                Score.met(ours < persistence));
    }
}
