/** Trains networks with Deeplearning4j's SameDiff; what serves them is plain Java elsewhere. */
@NullMarked
package io.conductorloop.ml.dl4j;

import org.jspecify.annotations.NullMarked;
