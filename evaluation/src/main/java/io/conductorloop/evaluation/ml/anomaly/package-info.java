/** How well anomalies are found, resources tuned, batches sized and forecasts learnt together, on public data. */
@NullMarked
package io.conductorloop.evaluation.ml.anomaly;

import org.jspecify.annotations.NullMarked;
