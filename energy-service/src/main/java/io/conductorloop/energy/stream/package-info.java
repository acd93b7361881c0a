/** The energy service on its topics. */
@NullMarked
package io.conductorloop.energy.stream;

import org.jspecify.annotations.NullMarked;
