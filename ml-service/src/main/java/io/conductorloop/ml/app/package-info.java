/** Starts the ml service and wires it. */
@NullMarked
package io.conductorloop.ml.app;

import org.jspecify.annotations.NullMarked;
