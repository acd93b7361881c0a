/** Services as real processes that can be killed. */
@NullMarked
package io.conductorloop.testkit.processes;

import org.jspecify.annotations.NullMarked;
