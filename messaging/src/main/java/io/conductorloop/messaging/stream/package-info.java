/** What a stream function is handed: a poll of records. */
@NullMarked
package io.conductorloop.messaging.stream;

import org.jspecify.annotations.NullMarked;
