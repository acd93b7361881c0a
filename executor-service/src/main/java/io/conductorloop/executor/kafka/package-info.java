/** What the executor needs of Kafka's consumer beyond records. */
@NullMarked
package io.conductorloop.executor.kafka;

import org.jspecify.annotations.NullMarked;
