/** Learns one model on several sites' telemetry; only what a site learnt leaves it, never a row. */
@NullMarked
package io.conductorloop.ml.federation;

import org.jspecify.annotations.NullMarked;
