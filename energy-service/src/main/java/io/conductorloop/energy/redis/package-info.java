/** The energy service's state in Redis. */
@NullMarked
package io.conductorloop.energy.redis;

import org.jspecify.annotations.NullMarked;
