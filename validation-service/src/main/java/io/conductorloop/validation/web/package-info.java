/** The validation service's REST surface. */
@NullMarked
package io.conductorloop.validation.web;

import org.jspecify.annotations.NullMarked;
