/** Wires the executor service. */
@NullMarked
package io.conductorloop.executor.app;

import org.jspecify.annotations.NullMarked;
