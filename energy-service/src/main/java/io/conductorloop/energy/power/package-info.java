/** How much power is drawn and energy used, measured where a machine can say and estimated, and named so, elsewhere. */
@NullMarked
package io.conductorloop.energy.power;

import org.jspecify.annotations.NullMarked;
