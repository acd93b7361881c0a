/** Which version of a model acts: none before it has shown that it is better, and none that has broken since. */
@NullMarked
package io.conductorloop.ml.lifecycle;

import org.jspecify.annotations.NullMarked;
