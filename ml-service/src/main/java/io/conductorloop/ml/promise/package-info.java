/** Whether intents were through within the time that advice is given for, by how they ended. */
@NullMarked
package io.conductorloop.ml.promise;

import org.jspecify.annotations.NullMarked;
