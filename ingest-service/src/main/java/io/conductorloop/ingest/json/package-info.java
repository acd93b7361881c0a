/** JSON in and out of ingest: what is peeked out of intents, status files, and the state file of the old program. */
@NullMarked
package io.conductorloop.ingest.json;

import org.jspecify.annotations.NullMarked;
