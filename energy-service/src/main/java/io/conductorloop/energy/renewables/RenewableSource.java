package io.conductorloop.energy.renewables;

import io.conductorloop.energy.carbon.Zone;

/** Where renewables are known from. */
public interface RenewableSource {
    /** What came of asking. */
    sealed interface Answer {
        /** This is known. */
        record Known(Renewables renewables) implements Answer {}

        /** Nothing is, for this reason. */
        record Unavailable(String reason) implements Answer {}
    }

    /** What is known of a zone in the hours from {@code from} on, before {@code to}, as {@link Hours} counts them. */
    Answer of(Zone zone, long from, long to);
}
