package io.conductorloop.energy.json;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Zone;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A server of the Green Software Foundation's Carbon Aware SDK; zones are its locations. Whether it tells average or
 * marginal intensity depends on how that server was set up.
 */
public final class CarbonAwareSource implements CarbonIntensitySource {
    private static final Duration STEP = Duration.ofHours(1);

    private final GridApi api;
    private final InstantSource clock;

    /**
     * @param base of the server
     * @param pause for which it is left alone once it did not answer
     */
    public CarbonAwareSource(URI base, Duration pause, InstantSource clock) {
        this.api = new GridApi(base, pause, clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "carbon-aware";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        GridPoints points = new GridPoints();
        Instant now = clock.instant();
        if (from.isBefore(now)) {
            Instant end = to.isBefore(now) ? to : now;
            JsonNode body = points.body(api.get(
                    "emissions/bylocation?location=" + zone + "&time=" + seconds(from) + "&toTime=" + seconds(end),
                    Map.of()));
            if (body != null) {
                for (JsonNode slot : body) {
                    points.add(slot.path("time"), slot.path("rating"), 1);
                }
            }
        }
        if (to.isAfter(now)) {
            JsonNode body = points.body(api.get("emissions/forecasts/current?location=" + zone, Map.of()));
            if (body != null) {
                for (JsonNode forecast : body) {
                    for (JsonNode slot : forecast.path("forecastData")) {
                        points.add(slot.path("timestamp"), slot.path("value"), 1);
                    }
                }
            }
        }
        return points.answer(name(), points.step(STEP), from, to);
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
