/** What a service counts of its own work, a sample an interval. */
@NullMarked
package io.conductorloop.messaging.telemetry;

import org.jspecify.annotations.NullMarked;
