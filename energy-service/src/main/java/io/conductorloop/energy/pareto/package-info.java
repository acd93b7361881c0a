/** Choices that cannot be bettered in one respect without loss in another, and which of them to take. */
@NullMarked
package io.conductorloop.energy.pareto;

import org.jspecify.annotations.NullMarked;
