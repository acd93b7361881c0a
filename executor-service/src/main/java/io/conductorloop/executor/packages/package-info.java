/** Says what a kpt package holds for its intents, byte for byte, and what may be written over what it holds already. */
@NullMarked
package io.conductorloop.executor.packages;

import org.jspecify.annotations.NullMarked;
