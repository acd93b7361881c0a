package io.conductorloop.validation.app;

import io.conductorloop.validation.RepeatPolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about validation.
 *
 * @param repeatPolicy when content that a target was sent before is a repeat
 * @param repeatWindow under the policy {@code window}: within how long
 * @param deferralEnabled whether intents that may wait are put on {@code intents.deferred}, which somebody must then read
 * @param schema a JSON Schema file that intents are held to besides the contract's own; none when empty
 * @param marksKept how long a target's latest intent is remembered after it came
 * @param journalKept how long an intent's story is kept after its last event
 * @param batchSize how many intents are judged together at most while no directive says otherwise
 * @param maxBatchSize how many a directive may make it, and the consumer's {@code max.poll.records}; at least the batch size
 * @param longestDirective that a directive is believed without being given again
 */
@Validated
@ConfigurationProperties("conductor.validation")
public record ValidationProperties(
        @DefaultValue("since-last-change") Repeats repeatPolicy,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration repeatWindow,
        @DefaultValue("false") boolean deferralEnabled,
        @Nullable Path schema,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration marksKept,
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration journalKept,
        @DefaultValue("500") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("1000") @Min(1) @Max(10_000) int maxBatchSize,

        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration longestDirective) {

    /** @throws IllegalArgumentException when a batch is to have more intents than are ever polled */
    public ValidationProperties {
        if (batchSize > maxBatchSize) {
            throw new IllegalArgumentException("conductor.validation.batch-size, " + batchSize
                    + ", is above conductor.validation.max-batch-size, " + maxBatchSize);
        }
    }

    /** The names of the repeat policies. */
    public enum Repeats {
        SINCE_LAST_CHANGE,
        WINDOW,
        OFF
    }

    RepeatPolicy policy() {
        return switch (repeatPolicy) {
            case SINCE_LAST_CHANGE -> new RepeatPolicy.SinceLastChange();
            case WINDOW -> new RepeatPolicy.Window(repeatWindow);
            case OFF -> new RepeatPolicy.Off();
        };
    }
}
