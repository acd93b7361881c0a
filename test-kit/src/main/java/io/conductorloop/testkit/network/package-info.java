/** A network that can be made bad. */
@NullMarked
package io.conductorloop.testkit.network;

import org.jspecify.annotations.NullMarked;
