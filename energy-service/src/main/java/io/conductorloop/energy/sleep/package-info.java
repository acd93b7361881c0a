/** When an idle machine goes to sleep, how deep, and when it wakes before it is needed. */
@NullMarked
package io.conductorloop.energy.sleep;

import org.jspecify.annotations.NullMarked;
