package io.conductorloop.energy.plan;

import java.time.Duration;

/**
 * What the busiest instance of a service had to do lately, so that what is enough for it is enough for each. Times are as
 * they would be at the fastest clock.
 *
 * @param arrivals intents a second at most
 * @param queue intents that wait now
 * @param latency that 99 of 100 intents took at most, at worst
 * @param perIntent time that a worker spends on an intent, on average
 * @param perBatch time that workers spend on a batch, all together, at worst
 * @param processors share of all the machine's processors that a busy worker keeps busy
 * @param heard share of the time looked at of which anything is known, 0 to 1
 */
public record ServiceLoad(
        double arrivals,
        long queue,
        Duration latency,
        Duration perIntent,
        Duration perBatch,
        double processors,
        double heard) {}
