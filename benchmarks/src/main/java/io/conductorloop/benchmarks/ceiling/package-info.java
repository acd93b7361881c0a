/** The yardstick: the same hops, files and Redis calls on plain clients, without the promises. */
@NullMarked
package io.conductorloop.benchmarks.ceiling;

import org.jspecify.annotations.NullMarked;
