/** Where in its topic a consumer begins. */
@NullMarked
package io.conductorloop.ingest.kafka;

import org.jspecify.annotations.NullMarked;
