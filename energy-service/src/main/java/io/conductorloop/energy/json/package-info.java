/** Grid data services that answer in JSON. */
@NullMarked
package io.conductorloop.energy.json;

import org.jspecify.annotations.NullMarked;
