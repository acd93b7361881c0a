package io.conductorloop.energy.report;

import java.util.Optional;

/**
 * SCI = (E·I + M) per R (Green Software Foundation, SCI 1.1, ISO/IEC 21031). R is a thousand intents; carbon is
 * location-based and nothing is offset.
 *
 * @param operational E·I: energy by the grid's intensity
 * @param embodied M
 * @param intents finished with it
 */
public record SoftwareCarbonIntensity(Grams operational, Grams embodied, long intents) {
    /** How many intents are one functional unit. */
    public static final int UNIT = 1000;

    /** Grams for a thousand intents, or nothing when there was no intent: a rate of an idle period is not zero. */
    public Optional<Grams> perThousandIntents() {
        return intents == 0
                ? Optional.empty()
                : Optional.of(new Grams(operational.plus(embodied).value() / intents * UNIT));
    }
}
