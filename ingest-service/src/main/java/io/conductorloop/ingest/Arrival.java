package io.conductorloop.ingest;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;

/** What became of a claimed file on its way to the publisher. */
public sealed interface Arrival {
    /** What the arrival holds of {@link InFlightBytes}, to be given back when it is done with. */
    int cost();

    /**
     * The file was read.
     *
     * @param intent the file's bytes
     * @param sha256 of these, hexadecimal
     */
    record Read(IntentId id, FileName file, byte[] intent, String sha256, int cost) implements Arrival {}

    /** The file is not published; {@code outcome} is how it ends. */
    record Refused(IntentId id, FileName file, Outcome outcome, int cost) implements Arrival {}

    /** The file is no longer ours: another instance took the claim over. */
    record Gone(int cost) implements Arrival {}

    /** Where readers hand over what they read. */
    interface Desk {
        /**
         * Takes an arrival; never blocks.
         *
         * @param ticket 0, 1, 2 and so on: the order of claims, in which arrivals are published
         */
        void accept(long ticket, Arrival arrival);
    }
}
