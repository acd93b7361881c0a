/** The promises of ARCHITECTURE.md as objects that look at the evidence of a run and say what was broken. */
@NullMarked
package io.conductorloop.testkit.promises;

import org.jspecify.annotations.NullMarked;
