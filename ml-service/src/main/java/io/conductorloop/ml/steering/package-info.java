/** What each service is advised, from its telemetry. */
@NullMarked
package io.conductorloop.ml.steering;

import org.jspecify.annotations.NullMarked;
