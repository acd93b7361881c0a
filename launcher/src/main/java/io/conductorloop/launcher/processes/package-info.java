/** The processes of the suite: started, watched, ended. */
@NullMarked
package io.conductorloop.launcher.processes;

import org.jspecify.annotations.NullMarked;
