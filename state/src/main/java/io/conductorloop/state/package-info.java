/**
 * What the services remember together: the newest intent per target ({@link io.conductorloop.state.TargetMarks}), what was
 * said lately ({@link io.conductorloop.state.RepeatWindow}) and each intent's story ({@link
 * io.conductorloop.state.IntentJournal}). Every call takes a batch and costs a provider one round trip, two for the rare
 * ones; every write may be repeated without harm; a store that is away is a {@link
 * io.conductorloop.state.StateUnavailableException}.
 */
@NullMarked
package io.conductorloop.state;

import org.jspecify.annotations.NullMarked;
