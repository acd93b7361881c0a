/** The command that evaluates. */
@NullMarked
package io.conductorloop.evaluation.app;

import org.jspecify.annotations.NullMarked;
