/** How well load is foreseen, workers are planned and models are kept, on public traces. */
@NullMarked
package io.conductorloop.evaluation.ml.forecast;

import org.jspecify.annotations.NullMarked;
