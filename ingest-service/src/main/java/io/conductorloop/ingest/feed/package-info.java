/** Outcomes as they happen, to whoever listens now: nobody is waited for and nothing is kept. */
@NullMarked
package io.conductorloop.ingest.feed;

import org.jspecify.annotations.NullMarked;
