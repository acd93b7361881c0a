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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Great Britain's system operator: half-hours of the past with their actual intensity where it is known and as it was
 * forecast where not yet, and a forecast of 48 hours. Average intensity. Zones {@code GB} and, as forecast alone, its
 * regions by their number there, {@code GB-1} to {@code GB-17}: {@code GB-13} is London.
 */
public final class NesoSource implements CarbonIntensitySource {
    private static final Pattern ZONE = Pattern.compile("GB(?:-([1-9]|1[0-7]))?");
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
        Matcher known = ZONE.matcher(zone.name());
        if (!known.matches()) {
            return new IntensityAnswer.Unavailable(name(), "knows GB and its regions alone, GB-1 to GB-17");
        }
        String before = known.group(1) == null ? "intensity/" : "regional/intensity/";
        String after = known.group(1) == null ? "" : "/regionid/" + known.group(1);
        GridPoints points = new GridPoints();
        Instant now = clock.instant();
        Stretch asked = new Stretch(from, to).nearest(now, STEP);
        Instant pastEnd = asked.to().isBefore(now) ? asked.to() : now;
        for (Instant at = asked.from(); at.isBefore(pastEnd); at = at.plus(LONGEST)) {
            Instant end = at.plus(LONGEST).isBefore(pastEnd) ? at.plus(LONGEST) : pastEnd;
            read(points, before + minutes(at) + "/" + minutes(end) + after);
        }
        if (asked.to().isAfter(now)) {
            read(points, before + minutes(asked.from().isAfter(now) ? asked.from() : now) + "/fw48h" + after);
        }
        return points.answer(name(), STEP, asked);
    }

    private void read(GridPoints points, String path) {
        JsonNode body = points.body(api.get(path, Map.of()));
        if (body == null) {
            return;
        }
        // A region's slots are within the region.
        JsonNode data = body.path("data");
        for (JsonNode slot : data.isObject() ? data.path("data") : data) {
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
