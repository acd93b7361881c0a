/** How many workers, at which clock, a service has at most while power is dirty or short, and that it still answers in time. */
@NullMarked
package io.conductorloop.energy.plan;

import org.jspecify.annotations.NullMarked;
