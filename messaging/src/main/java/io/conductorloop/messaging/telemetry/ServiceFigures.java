package io.conductorloop.messaging.telemetry;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What a service knows of itself beside what it counts.
 *
 * @param service its name, as {@code executor}
 * @param workers how many things an instance may do at the same time
 * @param queueDepth intents that wait for the instance
 */
public record ServiceFigures(String service, IntSupplier workers, LongSupplier queueDepth) {}
