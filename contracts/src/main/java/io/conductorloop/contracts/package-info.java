/**
 * The words that services say to each other, in the order in which an intent meets them: who it is ({@link
 * io.conductorloop.contracts.IntentId}, {@link io.conductorloop.contracts.Target}), where it travels ({@link
 * io.conductorloop.contracts.Topics}, {@link io.conductorloop.contracts.RecordHeaders}), what happens to it ({@link
 * io.conductorloop.contracts.IntentEvent}) and how it ends ({@link io.conductorloop.contracts.Outcome}).
 */
@NullMarked
package io.conductorloop.contracts;

import org.jspecify.annotations.NullMarked;
