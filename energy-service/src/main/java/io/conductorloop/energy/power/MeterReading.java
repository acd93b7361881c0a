package io.conductorloop.energy.power;

import java.time.Instant;

/**
 * What a meter shows.
 *
 * @param at when it was read
 * @param used since the meter began; never falls
 * @param basis measured or estimated
 * @param source the meter's name, for people
 */
public record MeterReading(Instant at, Joules used, Basis basis, String source) {
    /** The energy and its basis between an earlier reading of the same meter and this one. */
    public Usage since(MeterReading earlier) {
        // By the counter alone: clocks are set back now and then.
        if (used.compareTo(earlier.used) < 0) {
            throw new IllegalArgumentException("not earlier: " + earlier + " than " + this);
        }
        return new Usage(new Joules(used.value() - earlier.used.value()), basis.and(earlier.basis));
    }

    /** Energy used, and whether it was measured. */
    public record Usage(Joules used, Basis basis) {}
}
