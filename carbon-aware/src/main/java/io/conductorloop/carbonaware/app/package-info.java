/** Puts carbon awareness into a Spring application. */
@NullMarked
package io.conductorloop.carbonaware.app;

import org.jspecify.annotations.NullMarked;
