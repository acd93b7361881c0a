/** How much carbon the energy service's planners save on real grids. */
@NullMarked
package io.conductorloop.evaluation.energy.carbon;

import org.jspecify.annotations.NullMarked;
