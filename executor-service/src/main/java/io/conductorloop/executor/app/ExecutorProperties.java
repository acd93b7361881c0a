package io.conductorloop.executor.app;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.executor.PackageNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about execution: {@code conductor.executor.*}. The package store has {@link StoreProperties}.
 *
 * @param batchSize how many intents a batch has at most while no directive says otherwise
 * @param maxBatchSize how many a directive may make it, and the consumers' {@code max.poll.records}; at least the batch size
 * @param longestDirective that a directive is believed without being given again
 * @param packagePer what shares a package: a target's intents, or a namespace's
 * @param coalesce of which intent types many intents may become one revision; any other has one of its own
 * @param workers how many packages are written at the same time; 0: twice the processors, and before a server, which is waited for
 *     rather than worked for, four times, which is the most
 * @param priorityStep before a slow store, how much longer a package must have waited than one that is a step more urgent to go first;
 *     zero: in the order of coming
 * @param batchBudget how long a batch may take before the packages that wait are put off; well below
 *     {@code max.poll.interval.ms}
 * @param stopWithin how long packages being written may go on when the service stops
 * @param ingestUrl where the ingest service is, for links
 */
@Validated
@ConfigurationProperties("conductor.executor")
public record ExecutorProperties(
        @DefaultValue("500") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("1000") @Min(1) @Max(10_000) int maxBatchSize,

        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration longestDirective,

        @DefaultValue("target") PackageNaming packagePer,
        @DefaultValue("scaling") Set<IntentType> coalesce,
        @DefaultValue("0") @Min(0) int workers,

        @DefaultValue("2s") @DurationMin(seconds = 0) @DurationMax(minutes = 10)
        Duration priorityStep,

        @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 2)
        Duration batchBudget,

        @DefaultValue("5s") Duration stopWithin,
        @DefaultValue("http://127.0.0.1:8080") URI ingestUrl,
        @DefaultValue @Valid Retry retry,
        @DefaultValue @Valid DeadLetters deadLetters) {

    /** @throws IllegalArgumentException when a batch is to have more intents than are ever polled */
    public ExecutorProperties {
        coalesce = Set.copyOf(coalesce);
        if (batchSize > maxBatchSize) {
            throw new IllegalArgumentException("conductor.executor.batch-size, " + batchSize
                    + ", is above conductor.executor.max-batch-size, " + maxBatchSize);
        }
    }

    /**
     * Retries of what failed in passing.
     *
     * @param maxAttempts how often an intent is tried before it fails for good
     * @param first the longest wait after the first attempt; each further one doubles it
     * @param longest no wait is longer
     * @param maxWait how long the retry consumer waits for what is not due before it puts it back
     */
    public record Retry(
            @DefaultValue("12") @Min(1) int maxAttempts,
            @DefaultValue("500ms") @DurationMin(millis = 1) Duration first,
            @DefaultValue("30s") @DurationMin(millis = 1) Duration longest,

            @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
            Duration maxWait) {}

    /**
     * Dead letters.
     *
     * @param ttl how long one is kept
     */
    public record DeadLetters(
            @DefaultValue("30d") @DurationMin(minutes = 1) Duration ttl) {}
}
