package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.renewables.Hours;
import io.conductorloop.energy.renewables.OutputForecaster.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;

/** Weather forecasts and output by source of the public data's grids, by the hour. */
final class WeatherFiles {
    static final String WEATHER = "_weather_forecast.csv.gz";
    private static final String GENERATION = "_lifecycle_emissions.csv.gz";
    private static final Duration HOUR = Duration.ofHours(1);

    private WeatherFiles() {}

    /** The grid that a file of weather is of. */
    static String grid(Path weather) {
        String name = weather.getFileName().toString();
        return name.substring(0, name.length() - WEATHER.length());
    }

    /** Output in the unit of the file, in which rows are numbered before their time. */
    static Hours output(Path folder, String grid, Kind kind) throws IOException {
        return hours(GridFiles.rows(folder.resolve(grid + GENERATION), HOUR, 1, kind == Kind.WIND ? "wind" : "solar"));
    }

    /** Wind speed, m/s, or irradiance, W/m². */
    static Hours weather(Path folder, String grid, Kind kind) throws IOException {
        return hours(GridFiles.rows(
                folder.resolve(grid + WEATHER),
                HOUR,
                0,
                kind == Kind.WIND ? "forecast_avg_wind_speed_wMean" : "forecast_avg_dswrf_wMean"));
    }

    private static Hours hours(NavigableMap<Instant, Double> rows) {
        long first = Hours.of(rows.firstKey());
        double[] values = new double[(int) (Hours.of(rows.lastKey()) - first + 1)];
        Arrays.setAll(values, i -> rows.getOrDefault(Hours.start(first + i), Double.NaN));
        return Hours.of(first, values);
    }
}
