/** When and where a workload should run, and what that is worth. */
@NullMarked
package io.conductorloop.energy.advice;

import org.jspecify.annotations.NullMarked;
