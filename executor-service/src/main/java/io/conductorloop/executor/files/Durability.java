package io.conductorloop.executor.files;

/** What an effect survives. */
public enum Durability {
    /**
     * The death of the process: what was written is the operating system's. A power cut can take back the last seconds, as it
     * can from a broker with one replica.
     */
    OS,
    /** A power cut too, at the price of a wait for the disk per file and revision. */
    FSYNC
}
