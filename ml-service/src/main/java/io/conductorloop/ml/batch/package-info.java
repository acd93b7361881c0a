/** Sizes batches by what it learnt of processing times. */
@NullMarked
package io.conductorloop.ml.batch;

import org.jspecify.annotations.NullMarked;
