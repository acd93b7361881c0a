/** Spring Cloud Stream's Kafka binder, at the speed of batches: see ADR 0005. */
@NullMarked
package io.conductorloop.messaging.kafka;

import org.jspecify.annotations.NullMarked;
