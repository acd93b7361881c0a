/** Wires the ingest service. */
@NullMarked
package io.conductorloop.ingest.app;

import org.jspecify.annotations.NullMarked;
