/** Keeps packages in folders, and hands intents to a porch program that does. */
@NullMarked
package io.conductorloop.executor.files;

import org.jspecify.annotations.NullMarked;
