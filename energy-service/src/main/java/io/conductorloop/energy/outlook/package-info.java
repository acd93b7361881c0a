/** What is expected of a grid: by its operator where they say, else by what it did before. */
@NullMarked
package io.conductorloop.energy.outlook;

import org.jspecify.annotations.NullMarked;
