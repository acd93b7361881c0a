/** Speaks to Porch through the Kubernetes API. */
@NullMarked
package io.conductorloop.executor.kubernetes;

import org.jspecify.annotations.NullMarked;
