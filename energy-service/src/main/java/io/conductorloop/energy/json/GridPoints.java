package io.conductorloop.energy.json;

import io.conductorloop.energy.carbon.GramsPerKilowattHour;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.json.GridApi.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Readings gathered from answers, by the beginning of their slots. What is no intensity, as null and zero, is left out: missing. */
final class GridPoints {
    private final NavigableMap<Instant, Double> points = new TreeMap<>();
    private boolean estimated;
    private @Nullable String trouble;

    /** Adds a reading in gCO2e/kWh; one of the same slot that came before stays. */
    void add(JsonNode time, JsonNode value, double factor) {
        if (!time.isString() || !value.isNumber() || !GramsPerKilowattHour.isKnown(value.doubleValue() * factor)) {
            return;
        }
        try {
            Instant start = OffsetDateTime.parse(time.stringValue()).toInstant().truncatedTo(ChronoUnit.SECONDS);
            points.putIfAbsent(start, value.doubleValue() * factor);
        } catch (DateTimeException e) {
            trouble("has a time that cannot be read: " + e.getMessage());
        }
    }

    /** Notes that a model's guess is among them. */
    void estimated() {
        estimated = true;
    }

    /** Notes why something is missing; the first reason counts. */
    void trouble(String reason) {
        if (trouble == null) {
            trouble = reason;
        }
    }

    /** The body, or null once the trouble has been noted. */
    @Nullable
    JsonNode body(Reply reply) {
        return switch (reply) {
            case Reply.Answer(JsonNode body) -> body;
            case Reply.Refused(int status) -> {
                trouble("answers " + status);
                yield null;
            }
            case Reply.Failed(String reason) -> {
                trouble(reason);
                yield null;
            }
        };
    }

    /** The shortest time between two readings of the time asked for, or this, than which none is longer, where there are not two. */
    Duration step(Duration otherwise, Stretch asked) {
        Duration shortest = null;
        Instant before = null;
        for (Instant time :
                points.subMap(asked.from().minus(otherwise), asked.to()).keySet()) {
            if (before != null) {
                Duration step = Duration.between(before, time);
                shortest = shortest == null || step.compareTo(shortest) < 0 ? step : shortest;
            }
            before = time;
        }
        return shortest == null ? otherwise : shortest;
    }

    /** The readings of the slots that touch the time asked for. */
    IntensityAnswer answer(String source, Duration step, Stretch asked) {
        points.headMap(asked.from().minus(step), true).clear();
        points.tailMap(asked.to(), true).clear();
        if (points.isEmpty()) {
            return new IntensityAnswer.Unavailable(
                    source, trouble == null ? "has nothing between " + asked.from() + " and " + asked.to() : trouble);
        }
        Instant start = points.firstKey();
        long slots = Duration.between(start, points.lastKey()).dividedBy(step) + 1;
        if (slots > Stretch.MOST_SLOTS + 1) {
            return new IntensityAnswer.Unavailable(source, "answers in slots of " + step + ", " + slots + " of them");
        }
        double[] values = new double[(int) slots];
        Arrays.fill(values, Double.NaN);
        points.forEach(
                (time, value) -> values[(int) Duration.between(start, time).dividedBy(step)] = value);
        return new IntensityAnswer.Known(IntensitySeries.of(start, step, values), source, estimated);
    }
}
