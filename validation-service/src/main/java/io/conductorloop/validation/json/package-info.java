/** Reads schemas with Jackson, and judges by networknt's validator what the compiled schema leaves open. */
@NullMarked
package io.conductorloop.validation.json;

import org.jspecify.annotations.NullMarked;
