/** Keeps intents that failed for good, and carries out what is decided about them: say it again, or let it be. */
@NullMarked
package io.conductorloop.executor.deadletter;

import org.jspecify.annotations.NullMarked;
