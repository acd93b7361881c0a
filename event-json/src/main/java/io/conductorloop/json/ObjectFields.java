package io.conductorloop.json;

import io.conductorloop.contracts.IntentType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of one JSON object by name: text, numbers, truth and objects of such; what is none of these is passed over, as
 * nothing this project writes holds it. Asked for strictly: a number is a number, and one that is needed is there.
 */
final class ObjectFields {
    private static final int DEEPEST = 4;

    private final String what;
    private final Map<String, Object> members;

    private ObjectFields(String what, Map<String, Object> members) {
        this.what = what;
        this.members = members;
    }

    /**
     * The members of the one object that the parser is before, in the version that is known.
     *
     * @throws IllegalArgumentException when it is no object, is followed by something, or is of another version
     */
    static ObjectFields read(JsonParser in, String what, int version) {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException(what + " must be a JSON object");
        }
        ObjectFields fields = new ObjectFields(what, members(in, 1));
        if (in.nextToken() != null) {
            throw new IllegalArgumentException(what + " must be one JSON object with nothing after it");
        }
        if (fields.integer("version") != version) {
            throw new IllegalArgumentException(
                    what + " in version " + fields.integer("version") + "; this reader knows version " + version);
        }
        return fields;
    }

    private static Map<String, Object> members(JsonParser in, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (in.nextToken()) {
                case VALUE_STRING -> members.put(name, in.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> members.put(name, in.getNumberValue());
                case VALUE_TRUE -> members.put(name, true);
                case VALUE_FALSE -> members.put(name, false);
                case START_OBJECT -> {
                    if (depth < DEEPEST) {
                        members.put(name, members(in, depth + 1));
                    } else {
                        in.skipChildren();
                    }
                }
                case null, default -> in.skipChildren();
            }
        }
        return members;
    }

    String text(String name) {
        return needed(name, find(name, String.class, "text"));
    }

    Instant instant(String name) {
        return Rfc3339.parse(text(name));
    }

    double number(String name) {
        return needed(name, find(name, Number.class, "a number")).doubleValue();
    }

    boolean truth(String name) {
        return needed(name, find(name, Boolean.class, "true or false"));
    }

    long integer(String name) {
        return needed(name, maybeInteger(name));
    }

    int smallInteger(String name) {
        return Values.saturated(integer(name));
    }

    @Nullable
    Long maybeInteger(String name) {
        Number number = find(name, Number.class, "an integer");
        return switch (number) {
            case null -> null;
            case Integer value -> value.longValue();
            case Long value -> value;
            case BigInteger value -> value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> throw new IllegalArgumentException(name + " must be an integer, not " + number);
        };
    }

    @Nullable
    Integer maybeSmallInteger(String name) {
        Long number = maybeInteger(name);
        return number == null ? null : Values.saturated(number);
    }

    @Nullable
    Duration maybeNanos(String name) {
        Long nanos = maybeInteger(name);
        return nanos == null ? null : Duration.ofNanos(nanos);
    }

    Duration nanos(String name) {
        return Duration.ofNanos(integer(name));
    }

    @Nullable
    ObjectFields maybeObject(String name) {
        Map<?, ?> found = find(name, Map.class, "an object");
        return found == null ? null : new ObjectFields(name, copy(found));
    }

    /** All members as numbers. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        members.keySet().forEach(name -> numbers.put(name, number(name)));
        return numbers;
    }

    /** All members as numbers by type of intent; types added later are passed over. */
    Map<IntentType, Double> byType() {
        Map<IntentType, Double> numbers = new HashMap<>();
        for (IntentType type : IntentType.values()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            if (members.containsKey(name)) {
                numbers.put(type, number(name));
            }
        }
        return numbers;
    }

    private <T> @Nullable T find(String name, Class<T> type, String wanted) {
        Object value = members.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(name + " must be " + wanted + ", not "
                    + (value instanceof Map ? "an object" : value instanceof String ? "text" : value));
        }
        return type.cast(value);
    }

    private <T> T needed(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " without " + name);
        }
        return value;
    }

    private static Map<String, Object> copy(Map<?, ?> members) {
        Map<String, Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
