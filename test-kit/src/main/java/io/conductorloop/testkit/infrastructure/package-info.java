/** A real Kafka and a real Redis for tests. */
@NullMarked
package io.conductorloop.testkit.infrastructure;

import org.jspecify.annotations.NullMarked;
