/** Learns to tune resources by trying them in a model of the pipeline, and hands over to a rule where that is no better. */
@NullMarked
package io.conductorloop.ml.ppo;

import org.jspecify.annotations.NullMarked;
