/** A Kafka broker in a child JVM: the only place that touches the broker's internal classes. */
@NullMarked
package io.conductorloop.embedded.kafka;

import org.jspecify.annotations.NullMarked;
