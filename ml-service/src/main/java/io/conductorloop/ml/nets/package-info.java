/** Small neural networks in plain Java: exact gradients, seeded, the same bits on every machine. */
@NullMarked
package io.conductorloop.ml.nets;

import org.jspecify.annotations.NullMarked;
