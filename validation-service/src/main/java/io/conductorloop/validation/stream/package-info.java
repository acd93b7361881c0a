/** The validation service on its topics. */
@NullMarked
package io.conductorloop.validation.stream;

import org.jspecify.annotations.NullMarked;
