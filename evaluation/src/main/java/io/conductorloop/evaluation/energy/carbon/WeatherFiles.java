package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.renewables.Hours;
import io.conductorloop.energy.renewables.OutputForecaster.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Weather forecasts and output by source of the public data's grids, by the hour. */
final class WeatherFiles {
    static final String WEATHER = "_weather_forecast.csv.gz";
    private static final String GENERATION = "_lifecycle_emissions.csv.gz";
    private static final Pattern TIME = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2}) (\\d{1,2}):00.*");

    private WeatherFiles() {}

    /** The grid that a file of weather is of. */
    static String grid(Path weather) {
        String name = weather.getFileName().toString();
        return name.substring(0, name.length() - WEATHER.length());
    }

    /** Output in the unit of the file. */
    static Hours output(Path folder, String grid, Kind kind) throws IOException {
        return read(folder.resolve(grid + GENERATION), "UTC time", kind == Kind.WIND ? "wind" : "solar");
    }

    /** Wind speed, m/s, or irradiance, W/m². */
    static Hours weather(Path folder, String grid, Kind kind) throws IOException {
        return read(
                folder.resolve(grid + WEATHER),
                "datetime",
                kind == Kind.WIND ? "forecast_avg_wind_speed_wMean" : "forecast_avg_dswrf_wMean");
    }

    private static Hours read(Path file, String timeColumn, String column) throws IOException {
        List<String[]> rows = GridFiles.cells(file);
        List<String> header = rows.isEmpty() ? List.of() : Arrays.asList(rows.getFirst());
        int time = header.indexOf(timeColumn);
        int index = header.indexOf(column);
        if (time < 0 || index < 0) {
            throw new IOException(file + ": no column " + (time < 0 ? timeColumn : column));
        }
        NavigableMap<Long, Double> hours = new TreeMap<>();
        for (String[] cells : rows.subList(1, rows.size())) {
            if (cells.length > Math.max(time, index) && !cells[index].isBlank()) {
                hours.put(Hours.of(time(file, cells[time])), GridFiles.number(file, cells[index]));
            }
        }
        if (hours.isEmpty()) {
            throw new IOException(file + ": no row");
        }
        double[] values = new double[(int) (hours.lastKey() - hours.firstKey() + 1)];
        Arrays.setAll(values, i -> hours.getOrDefault(hours.firstKey() + i, Double.NaN));
        return Hours.of(hours.firstKey(), values);
    }

    private static Instant time(Path file, String text) throws IOException {
        Matcher time = TIME.matcher(text.strip());
        try {
            if (time.matches()) {
                return LocalDateTime.of(
                                Integer.parseInt(time.group(1)),
                                Integer.parseInt(time.group(2)),
                                Integer.parseInt(time.group(3)),
                                Integer.parseInt(time.group(4)),
                                0)
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException broken) {
            throw new IOException(file + ": expected a time, found " + text, broken);
        }
        throw new IOException(file + ": expected a time, found " + text);
    }
}
