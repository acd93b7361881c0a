package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.schedule.MeanIntensity;
import io.conductorloop.energy.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Emissions and forecasts in the form of the Carbon Aware SDK's web API, whose names these are. */
final class CarbonAwareViews {
    private CarbonAwareViews() {}

    /**
     * What was.
     *
     * @param rating gCO2e/kWh
     * @param duration of the slot, {@code hh:mm:ss}
     */
    record Emission(String location, Instant time, double rating, String duration) {}

    /**
     * What is expected.
     *
     * @param duration minutes
     * @param value gCO2e/kWh, the mean over that time
     */
    record Point(String location, Instant timestamp, long duration, double value) {}

    /** A forecast; optimal are the cleanest of its points. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Forecast(
            Instant generatedAt,
            @Nullable Instant requestedAt,
            String location,
            Instant dataStartAt,
            Instant dataEndAt,
            long windowSize,
            List<Point> optimalDataPoints,
            List<Point> forecastData) {}

    /** A question for a forecast. */
    record ForecastQuestion(
            @Nullable Instant requestedAt,
            @Nullable String location,
            @Nullable Instant dataStartAt,
            @Nullable Instant dataEndAt,
            @Nullable Integer windowSize) {}

    /** A mean, gCO2e/kWh. */
    record Average(String location, Instant startTime, Instant endTime, double carbonIntensity) {}

    /** A place; of a grid zone there are no coordinates. */
    record Location(String name) {}

    static List<Emission> emissions(Zone zone, IntensitySeries series, Instant from, Instant to) {
        List<Emission> emissions = new ArrayList<>();
        for (int slot = 0; slot < series.size(); slot++) {
            boolean touches = series.slotStart(slot + 1).isAfter(from)
                    && (series.slotStart(slot).isBefore(to) || series.slotOf(to) == slot);
            if (touches && !Double.isNaN(series.value(slot))) {
                emissions.add(
                        new Emission(zone.name(), series.slotStart(slot), series.value(slot), clock(series.step())));
            }
        }
        return emissions;
    }

    /** Means over windows of this length that begin with a slot and end in time. */
    static List<Point> points(Zone zone, IntensitySeries expected, Instant from, Instant to, Duration window) {
        List<Point> points = new ArrayList<>();
        for (int slot = 0; slot < expected.size(); slot++) {
            Instant start = expected.slotStart(slot);
            Instant end = start.plus(window);
            if (!start.isBefore(from) && !end.isAfter(to)) {
                double mean = MeanIntensity.over(expected, List.of(new Window(start, end)));
                if (!Double.isNaN(mean)) {
                    points.add(new Point(zone.name(), start, window.toMinutes(), mean));
                }
            }
        }
        return points;
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
