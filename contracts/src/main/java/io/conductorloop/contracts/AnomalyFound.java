package io.conductorloop.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * The telemetry of an instance is not what it usually is.
 *
 * @param service the service's name, as {@code executor}
 * @param instance which of its instances
 * @param at of the sample that raised the alarm
 * @param error of the model on it, in the model's own unit
 * @param threshold the error that few normal samples exceed
 * @param by the model that says so
 * @param shares of each feature in the error, adding up to 1: the explanation
 */
public record AnomalyFound(
        String service,
        String instance,
        Instant at,
        double error,
        double threshold,
        String by,
        Map<String, Double> shares) {
    private static final int LONGEST_NAME = 200;

    /** @throws IllegalArgumentException when a figure is no number or means nothing; says which */
    public AnomalyFound {
        Bounds.text("service", service, LONGEST_NAME);
        Bounds.text("instance", instance, LONGEST_NAME);
        Bounds.number("error", error, 0, Double.MAX_VALUE);
        Bounds.number("threshold", threshold, 0, Double.MAX_VALUE);
        Bounds.text("by", by, LONGEST_NAME);
        shares = Map.copyOf(shares);
        shares.forEach((feature, share) -> Bounds.number("the share of " + feature, share, 0, 1));
    }
}
