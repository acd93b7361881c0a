package io.conductorloop.ml.batch;

import java.time.Duration;

/**
 * When the next batch starts.
 *
 * @param size items at which it starts at once, and the most it takes
 * @param patience how long its oldest item waits until it starts with fewer
 */
public record BatchDecision(int size, Duration patience) {}
