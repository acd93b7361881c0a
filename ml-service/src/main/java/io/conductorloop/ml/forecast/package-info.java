/** What load comes next, and how sure that is: plain baselines, regressions that learn as they go, and a transformer. */
@NullMarked
package io.conductorloop.ml.forecast;

import org.jspecify.annotations.NullMarked;
