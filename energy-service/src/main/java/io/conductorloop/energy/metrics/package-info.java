/** The energy service's meters in Micrometer. */
@NullMarked
package io.conductorloop.energy.metrics;

import org.jspecify.annotations.NullMarked;
