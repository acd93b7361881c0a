package io.conductorloop.energy.json;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.carbon.Zone;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * A server of the Green Software Foundation's Carbon Aware SDK; zones are its locations. Whether it tells average or
 * marginal intensity depends on how that server was set up.
 */
public final class CarbonAwareSource implements CarbonIntensitySource {
    private static final Duration STEP = Duration.ofHours(1);

    private final GridApi api;
    private final InstantSource clock;
    /** How long the slots of a zone were when it was last told of. */
    private final Map<Zone, Duration> steps = new ConcurrentHashMap<>();

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
        Instant now = clock.instant();
        Stretch asked = new Stretch(from, to);
        Stretch few = asked.nearest(now, Stretch.SHORTEST_SLOT);
        if (!steps.containsKey(zone) && !few.equals(asked)) {
            // How long its slots are shows in an answer alone, and a long one is not waited for before that.
            ask(zone, few, now);
        }
        return ask(zone, asked.nearest(now, steps.getOrDefault(zone, STEP)), now);
    }

    private IntensityAnswer ask(Zone zone, Stretch asked, Instant now) {
        GridPoints points = new GridPoints();
        if (asked.from().isBefore(now)) {
            Instant end = asked.to().isBefore(now) ? asked.to() : now;
            JsonNode body = points.body(api.get(
                    "emissions/bylocation?location=" + zone + "&time=" + seconds(asked.from()) + "&toTime="
                            + seconds(end),
                    Map.of()));
            if (body != null) {
                for (JsonNode slot : body) {
                    points.add(slot.path("time"), slot.path("rating"), 1);
                }
            }
        }
        if (asked.to().isAfter(now)) {
            JsonNode body = points.body(api.get("emissions/forecasts/current?location=" + zone, Map.of()));
            if (body != null) {
                for (JsonNode forecast : body) {
                    for (JsonNode slot : forecast.path("forecastData")) {
                        points.add(slot.path("timestamp"), slot.path("value"), 1);
                    }
                }
            }
        }
        Duration step = points.step(STEP, asked);
        IntensityAnswer answer = points.answer(name(), step, asked);
        if (answer instanceof IntensityAnswer.Known) {
            steps.put(zone, step);
        }
        return answer;
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
