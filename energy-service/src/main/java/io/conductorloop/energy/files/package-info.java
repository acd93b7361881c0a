/** Carbon intensities kept in files, and what the kernel shows of power in files. */
@NullMarked
package io.conductorloop.energy.files;

import org.jspecify.annotations.NullMarked;
