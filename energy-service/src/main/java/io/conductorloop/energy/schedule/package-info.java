/** When deferrable work runs: in the cleanest time before its deadline, and never past it. */
@NullMarked
package io.conductorloop.energy.schedule;

import org.jspecify.annotations.NullMarked;
