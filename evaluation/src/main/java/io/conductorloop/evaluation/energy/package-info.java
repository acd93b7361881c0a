/** How well the energy service's decisions do on real data. */
@NullMarked
package io.conductorloop.evaluation.energy;

import org.jspecify.annotations.NullMarked;
