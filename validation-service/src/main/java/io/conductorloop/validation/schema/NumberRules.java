package io.conductorloop.validation.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a schema says about numbers.
 *
 * @param least the least long within all bounds, so that most numbers need no closer comparison
 * @param greatest the greatest long within all bounds
 */
record NumberRules(List<Bound> bounds, long least, long greatest) {
    static final NumberRules NONE = new NumberRules(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /**
     * One bound.
     *
     * @param rule the keyword
     */
    record Bound(String rule, Decimal limit, boolean upper, boolean exclusive) {
        boolean admits(byte[] document, int start, int end) {
            int comparison = Numbers.compare(document, start, end, limit);
            return comparison == 0 ? !exclusive : (comparison < 0) == upper;
        }

        String description() {
            return (upper ? exclusive ? "less than " : "at most " : exclusive ? "greater than " : "at least ")
                    + limit.value().toPlainString();
        }

        private BigInteger nearestInteger() {
            BigDecimal value = limit.value();
            BigInteger rounded = value.setScale(0, upper ? RoundingMode.FLOOR : RoundingMode.CEILING)
                    .toBigInteger();
            boolean excluded = exclusive && value.compareTo(new BigDecimal(rounded)) == 0;
            return excluded ? rounded.add(upper ? BigInteger.ONE.negate() : BigInteger.ONE) : rounded;
        }
    }

    static NumberRules of(List<Bound> bounds) {
        BigInteger least = LONG_MIN;
        BigInteger greatest = LONG_MAX;
        for (Bound bound : bounds) {
            if (bound.upper()) {
                greatest = greatest.min(bound.nearestInteger());
            } else {
                least = least.max(bound.nearestInteger());
            }
        }
        boolean possible = least.compareTo(LONG_MAX) <= 0 && greatest.compareTo(LONG_MIN) >= 0;
        return new NumberRules(
                List.copyOf(bounds),
                possible ? least.longValueExact() : Long.MAX_VALUE,
                possible ? greatest.longValueExact() : Long.MIN_VALUE);
    }

    boolean admits(long integer) {
        return integer >= least && integer <= greatest;
    }
}
