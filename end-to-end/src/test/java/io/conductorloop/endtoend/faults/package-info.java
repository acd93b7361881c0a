/** Everything that can go wrong around the pipeline, and that its promises hold all the same. */
package io.conductorloop.endtoend.faults;
