/** How much of a grid's power is renewable, and what wind and sun will give. */
@NullMarked
package io.conductorloop.energy.renewables;

import org.jspecify.annotations.NullMarked;
