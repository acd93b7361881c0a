/** Measures the hot paths with JMH. */
@NullMarked
package io.conductorloop.benchmarks;

import org.jspecify.annotations.NullMarked;
