/** Decides which package revisions a batch of intents becomes, and what each intent's outcome is. */
@NullMarked
package io.conductorloop.executor;

import org.jspecify.annotations.NullMarked;
