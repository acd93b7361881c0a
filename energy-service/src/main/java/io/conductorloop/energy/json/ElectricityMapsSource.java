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
import tools.jackson.databind.JsonNode;

/** Electricity Maps, API v3: hours of the past, and a forecast where the account has one. Average intensity, life cycle. */
public final class ElectricityMapsSource implements CarbonIntensitySource {
    private static final Duration STEP = Duration.ofHours(1);
    private static final Duration RECENT = Duration.ofHours(23);
    private static final Duration LONGEST = Duration.ofDays(9);

    private final GridApi api;
    private final Map<String, String> headers;
    private final InstantSource clock;

    /**
     * A source.
     *
     * @param base of the API: {@code https://api.electricitymap.org/v3}
     * @param token of the account
     */
    public ElectricityMapsSource(URI base, String token, Duration pause, InstantSource clock) {
        this.api = new GridApi(base, pause, clock);
        this.headers = Map.of("auth-token", token);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "electricity-maps";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        GridPoints points = new GridPoints();
        Instant now = clock.instant();
        Stretch asked = new Stretch(from, to).nearest(now, STEP);
        if (asked.from().isBefore(now.minus(RECENT))) {
            Instant pastEnd = asked.to().isBefore(now) ? asked.to() : now;
            for (Instant at = asked.from(); at.isBefore(pastEnd); at = at.plus(LONGEST)) {
                Instant end = at.plus(LONGEST).isBefore(pastEnd) ? at.plus(LONGEST) : pastEnd;
                read(points, "past-range?zone=" + zone + "&start=" + seconds(at) + "&end=" + seconds(end), "data");
            }
        } else if (asked.from().isBefore(now)) {
            read(points, "history?zone=" + zone, "history");
        }
        if (asked.to().isAfter(now)) {
            read(points, "forecast?zone=" + zone, "forecast");
        }
        return points.answer(name(), STEP, asked);
    }

    private void read(GridPoints points, String question, String list) {
        JsonNode body = points.body(api.get("carbon-intensity/" + question, headers));
        if (body == null) {
            return;
        }
        for (JsonNode slot : body.path(list)) {
            points.add(slot.path("datetime"), slot.path("carbonIntensity"), 1);
            if (slot.path("isEstimated").asBoolean(false)) {
                points.estimated();
            }
        }
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
