/** The steps of ml in the pipeline: telemetry in, directives and anomalies out. */
@NullMarked
package io.conductorloop.ml.stream;

import org.jspecify.annotations.NullMarked;
