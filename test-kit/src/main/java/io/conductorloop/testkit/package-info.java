/** What tests of several modules share. */
@NullMarked
package io.conductorloop.testkit;

import org.jspecify.annotations.NullMarked;
