/**
 * How intents come in and how their authors hear of the end: what may be taken from the handoff folder, what is refused and
 * why, where a finished file goes and what its status says.
 */
@NullMarked
package io.conductorloop.ingest;

import org.jspecify.annotations.NullMarked;
