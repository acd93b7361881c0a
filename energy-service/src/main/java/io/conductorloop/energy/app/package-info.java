/** Puts the energy service together. */
@NullMarked
package io.conductorloop.energy.app;

import org.jspecify.annotations.NullMarked;
