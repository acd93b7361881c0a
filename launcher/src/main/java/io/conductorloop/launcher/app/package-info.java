/** The command line's main class and its two long commands. */
@NullMarked
package io.conductorloop.launcher.app;

import org.jspecify.annotations.NullMarked;
