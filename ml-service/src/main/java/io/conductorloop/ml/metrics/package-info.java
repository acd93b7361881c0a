/** Micrometer. */
@NullMarked
package io.conductorloop.ml.metrics;

import org.jspecify.annotations.NullMarked;
