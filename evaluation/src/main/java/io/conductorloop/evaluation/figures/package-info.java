/** Figures as tables and plots show them. */
@NullMarked
package io.conductorloop.evaluation.figures;

import org.jspecify.annotations.NullMarked;
