/** Ingest's two ends of the pipeline: intents go out as they are received, outcomes come back. */
@NullMarked
package io.conductorloop.ingest.stream;

import org.jspecify.annotations.NullMarked;
