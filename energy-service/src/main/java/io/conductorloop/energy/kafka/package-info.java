/** The copy of what waits, on a compacted topic. */
@NullMarked
package io.conductorloop.energy.kafka;

import org.jspecify.annotations.NullMarked;
