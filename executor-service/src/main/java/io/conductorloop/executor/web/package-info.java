/** The executor's REST surface. */
@NullMarked
package io.conductorloop.executor.web;

import org.jspecify.annotations.NullMarked;
