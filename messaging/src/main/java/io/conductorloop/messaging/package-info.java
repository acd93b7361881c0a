/** Records as the services see them, and the promise that what was published is durable. */
@NullMarked
package io.conductorloop.messaging;

import org.jspecify.annotations.NullMarked;
