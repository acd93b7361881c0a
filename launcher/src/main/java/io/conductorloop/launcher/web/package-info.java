/** Asks the services over REST and says in plain words what they answered. */
@NullMarked
package io.conductorloop.launcher.web;

import org.jspecify.annotations.NullMarked;
