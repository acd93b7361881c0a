package io.conductorloop.messaging.telemetry;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What a process takes of its machine.
 *
 * @param cpuShare of all processors lately, 0 to 1; anything else where it is not known
 * @param heapBytes used
 */
public record ProcessUse(DoubleSupplier cpuShare, LongSupplier heapBytes) {}
