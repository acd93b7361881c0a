/**
 * What the services remember together: the newest intent per target ({@link io.conductorloop.state.TargetMarks}), what was
 * said lately ({@link io.conductorloop.state.RepeatWindow}) and each intent's story ({@link
 * io.conductorloop.state.IntentJournal}). Every call takes a batch: a provider answers it in one round trip.
 */
@NullMarked
package io.conductorloop.state;

import org.jspecify.annotations.NullMarked;
