/** Wires the validation service. */
@NullMarked
package io.conductorloop.validation.app;

import org.jspecify.annotations.NullMarked;
