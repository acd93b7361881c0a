/** How well sites forecast that learn together. */
@NullMarked
package io.conductorloop.evaluation.ml.federation;

import org.jspecify.annotations.NullMarked;
