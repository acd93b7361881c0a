package io.conductorloop.ingest.kpi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The key performance indicators at one moment, of this process since it started. A figure that nothing was measured for yet
 * is null, never zero or a guess.
 */
public record Kpis(Instant since, Performance performance, Reliability reliability) {
    /**
     * How fast, and at what cost.
     *
     * @param throughputFilesPerSecond intents made durable, moving average over about ten seconds
     * @param latencyP50Ms from an intent's identity to its end: the file moved, or the outcome of a REST intent read
     * @param acceptLatencyP50Ms from an intent's identity to its being durable in Kafka
     * @param memoryFootprintMb resident memory of the process, 10^6 bytes
     * @param cpuUtilizationPercent of all the machine's processors, lately
     */
    public record Performance(
            double throughputFilesPerSecond,
            @Nullable Double latencyP50Ms,
            @Nullable Double latencyP95Ms,
            @Nullable Double latencyP99Ms,
            @Nullable Double acceptLatencyP50Ms,
            @Nullable Double acceptLatencyP95Ms,
            @Nullable Double acceptLatencyP99Ms,
            double memoryFootprintMb,
            @Nullable Double cpuUtilizationPercent) {}

    /**
     * How dependable.
     *
     * @param availabilityPercent of the time since the service was first ready, how much it was ready
     * @param errorRatePercent of all intents that ended, how many ended FAILED; a REJECTED one was answered rightly
     * @param mtbfHours time ready per failure, a failure being each time it ceased to be ready
     * @param mttrMinutes time not ready per repair
     */
    public record Reliability(
            @Nullable Double availabilityPercent,
            @Nullable Double errorRatePercent,
            @Nullable Double mtbfHours,
            @Nullable Double mttrMinutes) {}
}
