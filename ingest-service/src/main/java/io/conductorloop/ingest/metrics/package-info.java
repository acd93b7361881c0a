/** Counts in Micrometer what ingest does, and measures the process. */
@NullMarked
package io.conductorloop.ingest.metrics;

import org.jspecify.annotations.NullMarked;
