/** How well anomalies are found, on public series. */
@NullMarked
package io.conductorloop.evaluation.ml.anomaly;

import org.jspecify.annotations.NullMarked;
