/** Decides when and where work runs for least carbon and energy, without missing a deadline. */
@NullMarked
package io.conductorloop.energy;

import org.jspecify.annotations.NullMarked;
