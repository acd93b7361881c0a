/** How well the ml service's decisions do on real data. */
@NullMarked
package io.conductorloop.evaluation.ml;

import org.jspecify.annotations.NullMarked;
