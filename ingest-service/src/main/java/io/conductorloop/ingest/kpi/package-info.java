/** How well ingest does, in the figures that are reported: performance and reliability, each measured. */
@NullMarked
package io.conductorloop.ingest.kpi;

import org.jspecify.annotations.NullMarked;
