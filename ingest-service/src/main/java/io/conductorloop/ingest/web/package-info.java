/** The REST surface of ingest: intents in, how they stand, outcomes as they happen, figures. */
@NullMarked
package io.conductorloop.ingest.web;

import org.jspecify.annotations.NullMarked;
