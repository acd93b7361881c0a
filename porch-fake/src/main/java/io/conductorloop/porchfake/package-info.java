/** A server that behaves as Porch does: its names, its status codes that mislead, its lock for each git address, its speed. */
@NullMarked
package io.conductorloop.porchfake;

import org.jspecify.annotations.NullMarked;
