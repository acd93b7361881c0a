/** How much carbon a kilowatt-hour of a grid costs, from whom that is known, and how old the knowledge is. */
@NullMarked
package io.conductorloop.energy.carbon;

import org.jspecify.annotations.NullMarked;
