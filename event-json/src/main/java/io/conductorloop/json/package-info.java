/** The JSON form of intents and events, read and written in one pass without a tree. */
@NullMarked
package io.conductorloop.json;

import org.jspecify.annotations.NullMarked;
