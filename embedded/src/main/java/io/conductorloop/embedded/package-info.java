/** Servers that this JVM starts, watches and ends as child processes of its own. */
@NullMarked
package io.conductorloop.embedded;

import org.jspecify.annotations.NullMarked;
