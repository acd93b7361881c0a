/** Where work runs when several sites could take it. */
@NullMarked
package io.conductorloop.energy.sites;

import org.jspecify.annotations.NullMarked;
