/** The executor's own JSON forms. */
@NullMarked
package io.conductorloop.executor.json;

import org.jspecify.annotations.NullMarked;
