package io.conductorloop.json;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Single JSON values, taken strictly: text is text and an integer is an integer; a {@code null} is absent. */
final class Values {
    private Values() {}

    static @Nullable String text(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_STRING -> in.getString();
            case VALUE_NULL -> null;
            default -> throw refused(in, "text");
        };
    }

    static @Nullable Number integer(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_INT -> in.getNumberValue();
            case VALUE_NULL -> null;
            default -> throw refused(in, "an integer");
        };
    }

    static @Nullable Boolean truth(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused(in, "true or false");
        };
    }

    /** The number as an int, or the int nearest to it. */
    static int saturated(Number number) {
        if (number instanceof BigInteger big) {
            return big.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static IllegalArgumentException refused(JsonParser in, String wanted) {
        return new IllegalArgumentException(in.currentName() + " must be " + wanted + ", not " + in.currentToken());
    }
}
