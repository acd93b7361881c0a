/** The executor's meters. */
@NullMarked
package io.conductorloop.executor.metrics;

import org.jspecify.annotations.NullMarked;
