/** What a grid's carbon intensity will be, from its past alone or from a provider's forecast, and how sure that is. */
@NullMarked
package io.conductorloop.energy.forecast;

import org.jspecify.annotations.NullMarked;
