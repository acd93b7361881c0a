/** How many replicas the grid's carbon intensity leaves. */
@NullMarked
package io.conductorloop.energy.scaling;

import org.jspecify.annotations.NullMarked;
