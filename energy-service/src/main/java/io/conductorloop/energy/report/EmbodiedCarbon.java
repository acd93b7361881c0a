package io.conductorloop.energy.report;

import java.time.Duration;

/**
 * What making a machine emitted, and how much of the machine is ours.
 *
 * @param total of making, bringing and discarding it
 * @param lifetime for which it is expected to serve
 * @param resourceShare of its resources that are reserved for us, above 0 and up to 1
 */
public record EmbodiedCarbon(Grams total, Duration lifetime, double resourceShare) {
    public EmbodiedCarbon {
        if (lifetime.isNegative() || lifetime.isZero() || !(resourceShare > 0 && resourceShare <= 1)) {
            throw new IllegalArgumentException(
                    "a lifetime and a share of a machine: " + lifetime + ", " + resourceShare);
        }
    }

    /** Our part for a time: M = TE · TiR/EL · RR/ToR of the SCI specification. */
    public Grams over(Duration reserved) {
        return new Grams(total.value() * ((double) reserved.toNanos() / lifetime.toNanos()) * resourceShare);
    }
}
