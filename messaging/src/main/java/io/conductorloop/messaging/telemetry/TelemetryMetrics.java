package io.conductorloop.messaging.telemetry;

/** What can be counted about telemetry. */
public interface TelemetryMetrics {
    /** A sample is durable. */
    void published();

    /** A sample was given up: the broker is away or slow. */
    void dropped();
}
