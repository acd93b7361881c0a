package io.conductorloop.validation.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * A number out of a schema, ready to be compared with numbers in documents.
 *
 * @param value as the schema writes it
 * @param sign -1, 0 or 1
 * @param power the power of ten of the first digit
 * @param digits ASCII, the first and the last not zero; empty for zero
 */
record Decimal(BigDecimal value, int sign, long power, byte[] digits) {
    static Decimal of(BigDecimal value) {
        if (value.signum() == 0) {
            return new Decimal(value, 0, 0, new byte[0]);
        }
        BigDecimal shortest = value.stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        long power = (long) digits.length() - 1 - shortest.scale();
        return new Decimal(value, value.signum(), power, digits.getBytes(StandardCharsets.US_ASCII));
    }
}
