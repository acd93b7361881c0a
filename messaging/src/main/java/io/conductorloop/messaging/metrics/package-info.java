/** Micrometer. */
@NullMarked
package io.conductorloop.messaging.metrics;

import org.jspecify.annotations.NullMarked;
