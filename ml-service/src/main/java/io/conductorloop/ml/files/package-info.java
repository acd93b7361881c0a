/** Keeps models in a folder, over restarts. */
@NullMarked
package io.conductorloop.ml.files;

import org.jspecify.annotations.NullMarked;
