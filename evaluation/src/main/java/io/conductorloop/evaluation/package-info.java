/** How well models and planners do on real data, in four columns: baseline, published, ours, oracle. */
@NullMarked
package io.conductorloop.evaluation;

import org.jspecify.annotations.NullMarked;
