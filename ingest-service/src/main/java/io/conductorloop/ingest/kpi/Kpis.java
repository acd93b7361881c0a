package io.conductorloop.ingest.kpi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The key performance indicators at one moment, of this process since it started. A figure that nothing was measured for yet
 * is null, never zero or a guess.
 */
public record Kpis(Instant since, Performance performance, Energy energy, Reliability reliability) {
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

    /** Where a figure comes from. */
    public enum Basis {
        /** A counter of the hardware, or counted here. */
        MEASURED,
        /** A model, or a setting. */
        ESTIMATED
    }

    /**
     * With how much energy, by what the energy service says of its machine; every figure null while it says nothing.
     *
     * @param powerConsumptionWatts that its machine draws, without the building's share
     * @param energyEfficiencyGbpsPerWatt content of the intents made durable here for each of those watts
     * @param intentsPerJoule the same of intents
     * @param carbonEmissionsKgPerHour CO2e of those watts
     * @param carbonIntensity of the grid, gCO2e/kWh
     * @param pue by which the building adds to what its machines draw
     * @param basis of each figure that there is
     */
    public record Energy(
            @Nullable Double powerConsumptionWatts,
            @Nullable Double energyEfficiencyGbpsPerWatt,
            @Nullable Double intentsPerJoule,
            @Nullable Double carbonEmissionsKgPerHour,
            @Nullable Double carbonIntensity,
            @Nullable Double pue,
            Bases basis) {
        /** What is said while the energy service says nothing. */
        static final Energy UNKNOWN =
                new Energy(null, null, null, null, null, null, new Bases(null, null, null, null, null, null));
    }

    /** The basis of each figure of {@link Energy}, by its name; null where the figure is. */
    public record Bases(
            @Nullable Basis powerConsumptionWatts,
            @Nullable Basis energyEfficiencyGbpsPerWatt,
            @Nullable Basis intentsPerJoule,
            @Nullable Basis carbonEmissionsKgPerHour,
            @Nullable Basis carbonIntensity,
            @Nullable Basis pue) {}

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
