/** Which advice a service takes, and for how long. */
@NullMarked
package io.conductorloop.messaging.directive;

import org.jspecify.annotations.NullMarked;
