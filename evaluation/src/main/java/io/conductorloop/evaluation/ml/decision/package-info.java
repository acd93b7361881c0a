/** How well resources are tuned, batches sized and packages ordered, in simulations on public traces. */
@NullMarked
package io.conductorloop.evaluation.ml.decision;

import org.jspecify.annotations.NullMarked;
