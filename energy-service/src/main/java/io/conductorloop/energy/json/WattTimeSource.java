package io.conductorloop.energy.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.json.GridApi.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * WattTime, API v3: the marginal operating emissions rate, in slots of five minutes. <b>Marginal</b> intensity is what one
 * more kilowatt-hour costs; it is another quantity than the average of the other sources and must not be compared with it.
 */
public final class WattTimeSource implements CarbonIntensitySource {
    /** From pounds a megawatt-hour to grams a kilowatt-hour. */
    private static final double GRAMS = 0.453592;

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(29);
    private static final int UNAUTHORISED = 401;

    private final GridApi api;
    private final String login;
    private final InstantSource clock;
    private String token = "";
    private Instant tokenEnds = Instant.MIN;

    /**
     * @param base of the API: {@code https://api.watttime.org}
     * @param pause for which it is left alone once it did not answer
     */
    public WattTimeSource(URI base, String user, String password, Duration pause, InstantSource clock) {
        this.api = new GridApi(base, pause, clock);
        this.login = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        this.clock = clock;
    }

    @Override
    public String name() {
        return "watttime";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        GridPoints points = new GridPoints();
        Instant now = clock.instant();
        Stretch asked = new Stretch(from, to).nearest(now, STEP);
        Instant pastEnd = asked.to().isBefore(now) ? asked.to() : now;
        String region = "region=" + zone + "&signal_type=co2_moer";
        for (Instant at = asked.from(); at.isBefore(pastEnd); at = at.plus(LONGEST)) {
            Instant end = at.plus(LONGEST).isBefore(pastEnd) ? at.plus(LONGEST) : pastEnd;
            read(points, "v3/historical?" + region + "&start=" + seconds(at) + "&end=" + seconds(end));
        }
        if (asked.to().isAfter(now)) {
            long hours = Math.clamp(Duration.between(now, asked.to()).toHours() + 1, 1, 72);
            read(points, "v3/forecast?" + region + "&horizon_hours=" + hours);
        }
        return points.answer(name(), STEP, asked);
    }

    private void read(GridPoints points, String question) {
        JsonNode body = points.body(ask(question, true));
        if (body == null) {
            return;
        }
        String units = body.path("meta").path("units").asString("lbs_co2_per_mwh");
        if (!units.equals("lbs_co2_per_mwh")) {
            points.trouble("answers in " + units);
            return;
        }
        for (JsonNode slot : body.path("data")) {
            points.add(slot.path("point_time"), slot.path("value"), GRAMS);
        }
    }

    private Reply ask(String question, boolean again) {
        String with;
        synchronized (this) {
            Reply refusal = logIn();
            if (refusal != null) {
                return refusal;
            }
            with = token;
        }
        Reply reply = api.get(question, Map.of("Authorization", "Bearer " + with));
        if (again && reply instanceof Reply.Refused(int status) && status == UNAUTHORISED) {
            // The token may have been withdrawn before its time: once more, with a new one.
            forget(with);
            return ask(question, false);
        }
        return reply;
    }

    /** Unless somebody has another by now. */
    private synchronized void forget(String refused) {
        if (token.equals(refused)) {
            tokenEnds = Instant.MIN;
        }
    }

    /** Null when there is a token. */
    private @Nullable Reply logIn() {
        Instant now = clock.instant();
        if (now.isBefore(tokenEnds)) {
            return null;
        }
        return switch (api.get("login", Map.of("Authorization", login))) {
            case Reply.Answer(JsonNode body) -> {
                token = body.path("token").asString("");
                tokenEnds = now.plus(TOKEN_LIFE);
                yield token.isEmpty() ? new Reply.Failed("gives no token") : null;
            }
            case Reply.Refused(int status) -> new Reply.Failed("does not let us in: " + status);
            case Reply.Failed failed -> failed;
        };
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
