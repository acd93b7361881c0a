/** Finds what is unusual in single series and in samples of several sensors, and says what was unusual about it. */
@NullMarked
package io.conductorloop.ml.anomaly;

import org.jspecify.annotations.NullMarked;
