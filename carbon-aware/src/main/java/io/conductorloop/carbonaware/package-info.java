/** Work that may wait for clean power until its deadline. */
@NullMarked
package io.conductorloop.carbonaware;

import org.jspecify.annotations.NullMarked;
