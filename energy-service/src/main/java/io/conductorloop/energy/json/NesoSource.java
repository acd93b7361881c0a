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
 * Great Britain's system operator: half-hours of the past with their actual intensity where it is known and as it was
 * forecast where not yet, and a forecast of 48 hours. Average intensity; zone {@code GB} alone.
 */
public final class NesoSource implements CarbonIntensitySource {
    private static final Zone GB = new Zone("GB");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofDays(13);

    private final GridApi api;
    private final InstantSource clock;

    /**
     * @param base of the API: {@code https://api.carbonintensity.org.uk}
     * @param pause for which it is left alone once it did not answer
     */
    public NesoSource(URI base, Duration pause, InstantSource clock) {
        this.api = new GridApi(base, pause, clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "neso";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        if (!zone.equals(GB)) {
            return new IntensityAnswer.Unavailable(name(), "knows GB alone");
        }
        GridPoints points = new GridPoints();
        Instant now = clock.instant();
        Instant pastEnd = to.isBefore(now) ? to : now;
        for (Instant at = from; at.isBefore(pastEnd); at = at.plus(LONGEST)) {
            Instant end = at.plus(LONGEST).isBefore(pastEnd) ? at.plus(LONGEST) : pastEnd;
            read(points, "intensity/" + minutes(at) + "/" + minutes(end));
        }
        if (to.isAfter(now)) {
            read(points, "intensity/" + minutes(from.isAfter(now) ? from : now) + "/fw48h");
        }
        return points.answer(name(), STEP, from, to);
    }

    private void read(GridPoints points, String path) {
        JsonNode body = points.body(api.get(path, Map.of()));
        if (body == null) {
            return;
        }
        for (JsonNode slot : body.path("data")) {
            JsonNode intensity = slot.path("intensity");
            points.add(slot.path("from"), intensity.path("actual"), 1);
            points.add(slot.path("from"), intensity.path("forecast"), 1);
        }
    }

    /** As the API takes times: {@code 2026-01-31T13:00Z}. */
    private static String minutes(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
    }
}
