/** {@code ./conductor-loop bench}: the whole pipeline under load, beside the simplest pipeline that does the same work. */
@NullMarked
package io.conductorloop.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
