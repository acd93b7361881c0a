/** What the command line means, what a run's report says, and when a process is started again or ended. */
@NullMarked
package io.conductorloop.launcher;

import org.jspecify.annotations.NullMarked;
