/** A Redis server as a child process: the machine's own or the bundled one. */
@NullMarked
package io.conductorloop.embedded.redis;

import org.jspecify.annotations.NullMarked;
