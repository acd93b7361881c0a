/** The energy service's REST surface. */
@NullMarked
package io.conductorloop.energy.web;

import org.jspecify.annotations.NullMarked;
