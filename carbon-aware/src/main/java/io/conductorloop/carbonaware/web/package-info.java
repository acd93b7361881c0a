/** Asks the energy service by REST. */
@NullMarked
package io.conductorloop.carbonaware.web;

import org.jspecify.annotations.NullMarked;
