/** The state kept in Redis, so that all instances of all services see the same. */
@NullMarked
package io.conductorloop.state.redis;

import org.jspecify.annotations.NullMarked;
