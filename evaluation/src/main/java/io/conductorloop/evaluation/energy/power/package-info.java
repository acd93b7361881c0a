/** How well sleeping, frequency scaling, fronts and power figures do on measured data. */
@NullMarked
package io.conductorloop.evaluation.energy.power;

import org.jspecify.annotations.NullMarked;
