/** Counts what validation does in Micrometer. */
@NullMarked
package io.conductorloop.validation.metrics;

import org.jspecify.annotations.NullMarked;
