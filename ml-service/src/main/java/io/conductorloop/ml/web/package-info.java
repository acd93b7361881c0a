/** The REST surface. */
@NullMarked
package io.conductorloop.ml.web;

import org.jspecify.annotations.NullMarked;
