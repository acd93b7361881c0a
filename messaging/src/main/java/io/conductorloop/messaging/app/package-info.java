/** What a process that hashes and moves records sets up before anything else. */
@NullMarked
package io.conductorloop.messaging.app;

import org.jspecify.annotations.NullMarked;
