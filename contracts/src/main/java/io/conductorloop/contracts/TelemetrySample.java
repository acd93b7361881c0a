package io.conductorloop.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one instance of a service did and took in the interval that ended at {@code at}. Rates are per second. A sample with
 * a figure that means nothing cannot be made.
 *
 * @param service the service's name, as {@code executor}
 * @param instance which of its instances; stays the same until it ends
 * @param at end of the interval, by the instance's clock
 * @param interval its length
 * @param workers how many things the instance may do at the same time
 * @param cpuShare of all processors of the machine, 0 to 1
 * @param heapBytes used, garbage that was not collected yet included
 * @param queueDepth intents that wait for the instance
 * @param latencyP99 the time that 99 of 100 intents took at most; absent when none ended
 * @param throughput intents that ended
 * @param arrivals intents that came
 * @param arrivalsByType of the arrivals, those whose type the service reads
 * @param batches the batches that ended; absent when none did
 * @param power what the instance draws; absent where nobody measures or estimates it
 */
public record TelemetrySample(
        String service,
        String instance,
        Instant at,
        Duration interval,
        int workers,
        double cpuShare,
        long heapBytes,
        long queueDepth,
        @Nullable Duration latencyP99,
        double throughput,
        double arrivals,
        Map<IntentType, Double> arrivalsByType,
        @Nullable Batches batches,
        @Nullable Power power) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_WORKERS = 1_000_000;
    private static final double MOST_A_SECOND = 1e9;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_WORK = Duration.ofDays(365);
    private static final double MOST_WATTS = 1e6;

    /** @throws IllegalArgumentException when a figure is no number, below zero or beyond what can be; says which */
    public TelemetrySample {
        Bounds.text("service", service, LONGEST_NAME);
        Bounds.text("instance", instance, LONGEST_NAME);
        Bounds.time("interval", interval, LONGEST);
        Bounds.integer("workers", workers, 0, MOST_WORKERS);
        Bounds.number("cpuShare", cpuShare, 0, 1);
        Bounds.integer("heapBytes", heapBytes, 0, Long.MAX_VALUE);
        Bounds.integer("queueDepth", queueDepth, 0, Long.MAX_VALUE);
        Bounds.time("latencyP99", latencyP99, LONGEST);
        Bounds.number("throughput", throughput, 0, MOST_A_SECOND);
        Bounds.number("arrivals", arrivals, 0, MOST_A_SECOND);
        arrivalsByType = Map.copyOf(arrivalsByType);
        arrivalsByType.forEach((type, rate) -> Bounds.number("arrivals of " + type, rate, 0, MOST_A_SECOND));
    }

    /**
     * Batches on average.
     *
     * @param intents in one
     * @param bytes of its intents
     * @param took from being taken up until its answers were durable
     * @param work time that workers spent on one, all of them together
     */
    public record Batches(double intents, double bytes, Duration took, Duration work) {
        /** @throws IllegalArgumentException as that of the sample */
        public Batches {
            Bounds.number("batches.intents", intents, 0, MOST_A_SECOND);
            Bounds.number("batches.bytes", bytes, 0, Long.MAX_VALUE);
            Bounds.time("batches.took", took, LONGEST);
            Bounds.time("batches.work", work, LONGEST_WORK);
        }
    }

    /**
     * Power.
     *
     * @param watts drawn on average
     * @param estimated by a model, as against measured
     */
    public record Power(double watts, boolean estimated) {
        /** @throws IllegalArgumentException as that of the sample */
        public Power {
            Bounds.number("watts", watts, 0, MOST_WATTS);
        }
    }
}
