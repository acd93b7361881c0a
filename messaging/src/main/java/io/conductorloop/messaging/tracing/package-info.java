/** Which spans an intent leaves behind, and how they reach a tracing backend. */
@NullMarked
package io.conductorloop.messaging.tracing;

import org.jspecify.annotations.NullMarked;
