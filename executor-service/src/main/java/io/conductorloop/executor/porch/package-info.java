/** Decides how a change of a package becomes a published revision in Porch, whatever Porch answers on the way. */
@NullMarked
package io.conductorloop.executor.porch;

import org.jspecify.annotations.NullMarked;
