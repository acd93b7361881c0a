package io.conductorloop.ml.app;

import io.conductorloop.ml.steering.ServiceLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about advice: {@code conductor.ml.*}.
 *
 * @param step in which a load is counted, and how far ahead is looked; a day must have a whole number of them. Memory: three
 *     weeks of steps, some 3 MB a service at 10 s
 * @param risk accepted share of steps with too few workers
 * @param interval between directives for a service
 * @param validity of a directive
 * @param models folder of trained models
 * @param versions of a model that are kept
 * @param retrain how often a challenger is trained
 * @param promise what advice is held to, with {@code risk} as the accepted share of late intents
 * @param services what may be advised, by service
 * @param batches what batches are sized for
 * @param tuning by a learnt policy
 */
@Validated
@ConfigurationProperties("conductor.ml")
public record MlProperties(
        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration step,

        @DefaultValue("0.02") @DecimalMin("0.0001") @DecimalMax("0.4")
        double risk,

        @DefaultValue("1s") @DurationMin(millis = 50) Duration interval,

        @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration validity,

        @DefaultValue("models") Path models,
        @DefaultValue("10") @Min(2) int versions,
        @DefaultValue("6h") @DurationMin(minutes = 1) Duration retrain,
        @DefaultValue @Valid Held promise,
        @NotEmpty Map<String, @Valid Service> services,
        @DefaultValue @Valid Batches batches,
        @DefaultValue @Valid Tuning tuning) {

    /**
     * What advice is held to, by {@code intents.outcomes}.
     *
     * @param within from an intent's claim to its end
     * @param longest beyond which an intent waited for clean power, a person or a store that was away, and is set aside
     */
    public record Held(
            @DefaultValue("2s") @DurationMin(millis = 1) Duration within,
            @DefaultValue("2m") @DurationMin(millis = 2) Duration longest) {}

    /**
     * Within what a service is advised.
     *
     * @param advisesWorkers whether an instance can change its workers while it runs
     * @param leastWorkers of an instance
     * @param mostWorkers of an instance
     * @param mostInstances that may run
     * @param leastBatchSize in intents
     * @param batchSize advised until enough batches were seen
     * @param mostBatchSize in intents
     * @param waiting how long an intent may wait for a worker
     * @param drain within what time a queue should be worked off
     */
    public record Service(
            @DefaultValue("true") boolean advisesWorkers,
            @DefaultValue("1") @Min(1) int leastWorkers,
            @DefaultValue("8") @Min(1) int mostWorkers,
            @DefaultValue("8") @Min(1) int mostInstances,
            @DefaultValue("50") @Min(1) int leastBatchSize,
            @DefaultValue("500") @Min(1) int batchSize,
            @DefaultValue("1000") @Min(1) int mostBatchSize,
            @DefaultValue("50ms") Duration waiting,
            @DefaultValue("30s") @DurationMin(millis = 100) Duration drain) {
        ServiceLimits limits() {
            return new ServiceLimits(
                    advisesWorkers,
                    leastWorkers,
                    mostWorkers,
                    mostInstances,
                    leastBatchSize,
                    batchSize,
                    mostBatchSize,
                    waiting,
                    drain);
        }
    }

    /**
     * What batches are sized for. The energies are estimates: no meter tells what a batch takes.
     *
     * @param latency that an intent should take in a batch
     * @param batchJoules that a batch takes whatever is in it
     * @param intentJoules that each intent takes
     * @param budgetJoules of an intent
     */
    public record Batches(
            @DefaultValue("500ms") @DurationMin(millis = 1) Duration latency,
            @DefaultValue("0.5") @DecimalMin("0") double batchJoules,
            @DefaultValue("0.01") @DecimalMin("0") double intentJoules,
            @DefaultValue("0.1") @DecimalMin("0.000001") double budgetJoules) {}

    /**
     * Workers by PPO. The powers are estimates: no meter tells what a worker draws.
     *
     * @param enabled whether a policy is learnt, and acts while its scores say so
     * @param idleWatts of a worker without work
     * @param busyWatts of a worker beyond that, at work
     */
    public record Tuning(
            boolean enabled,
            @DefaultValue("3") @DecimalMin("0") double idleWatts,
            @DefaultValue("7") @DecimalMin("0.001") double busyWatts) {}

    Map<String, ServiceLimits> limits() {
        Map<String, ServiceLimits> limits = new LinkedHashMap<>();
        services.forEach((name, service) -> limits.put(name, service.limits()));
        return limits;
    }
}
