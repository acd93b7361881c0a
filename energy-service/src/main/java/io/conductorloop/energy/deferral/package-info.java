/** Which deferred intents wait for cleaner power, until when, and what becomes of each exactly once. */
@NullMarked
package io.conductorloop.energy.deferral;

import org.jspecify.annotations.NullMarked;
