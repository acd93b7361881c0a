package io.conductorloop.contracts;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Advice to every instance of a service, good until {@code validUntil}. Parts that are absent stay as they are. A service
 * that is told nothing, or nothing that it can believe, does as it is configured; so whoever advises may be away. A
 * directive with a figure that means nothing cannot be made; whether a figure that can be is within a service's own bounds,
 * the service sees to.
 *
 * @param service the service's name, as {@code executor}
 * @param decidedBy who advises: {@link #ML} or {@link #ENERGY}
 * @param modelVersion what decided, as {@code baseline} or {@code forecast-3}
 * @param confidence that it is good advice, 0 to 1
 * @param decidedAt by the adviser's clock; of two, the newer holds
 * @param validUntil after it the directive says nothing
 * @param workers how many things each instance should do at the same time
 * @param batchSize intents in a batch at most
 * @param frequencyStep of the processor: 0 nominal, below it slower, above it faster
 */
public record Directive(
        String service,
        String decidedBy,
        String modelVersion,
        double confidence,
        Instant decidedAt,
        Instant validUntil,
        @Nullable Integer workers,
        @Nullable Integer batchSize,
        @Nullable Integer frequencyStep) {
    /** {@code decidedBy} of the ml service. */
    public static final String ML = "ml";

    /** {@code decidedBy} of the energy service. */
    public static final String ENERGY = "energy";

    private static final int LONGEST_NAME = 200;
    private static final int MOST = 1_000_000;
    private static final int MOST_STEPS = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException when a figure is no number or means nothing; says which */
    public Directive {
        Bounds.text("service", service, LONGEST_NAME);
        Bounds.text("decidedBy", decidedBy, LONGEST_NAME);
        Bounds.text("modelVersion", modelVersion, LONGEST_NAME);
        Bounds.number("confidence", confidence, 0, 1);
        Bounds.integer("workers", workers, 1, MOST);
        Bounds.integer("batchSize", batchSize, 1, MOST);
        Bounds.integer("frequencyStep", frequencyStep, -MOST_STEPS, MOST_STEPS);
        if (validUntil.isBefore(decidedAt) || validUntil.isAfter(decidedAt.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "validUntil must be from decidedAt, " + decidedAt + ", to a day later, not " + validUntil);
        }
    }
}
