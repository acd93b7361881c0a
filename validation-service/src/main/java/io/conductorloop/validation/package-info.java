/** Decides whether an intent is accepted, may be deferred, repeats another, or is refused and why. */
@NullMarked
package io.conductorloop.validation;

import org.jspecify.annotations.NullMarked;
