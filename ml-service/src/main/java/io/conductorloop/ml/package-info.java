/** Decides how many workers, how large batches and how much memory the services should have, from what they did so far. */
@NullMarked
package io.conductorloop.ml;

import org.jspecify.annotations.NullMarked;
