/** How many workers the load to come needs, so that the latency target holds and no energy is spent on idle ones. */
@NullMarked
package io.conductorloop.ml.workers;

import org.jspecify.annotations.NullMarked;
