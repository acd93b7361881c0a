/** The executor's own state in Redis. */
@NullMarked
package io.conductorloop.executor.redis;

import org.jspecify.annotations.NullMarked;
