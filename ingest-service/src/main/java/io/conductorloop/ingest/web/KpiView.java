package io.conductorloop.ingest.web;

import io.conductorloop.ingest.kpi.Kpis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The KPIs in the form that dashboards know; null where nothing was measured yet. */
@JsonNaming(SnakeCaseStrategy.class)
record KpiView(Instant since, Performance performance, Energy energy, Reliability reliability) {
    /** How fast, and at what cost. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Performance(
            @Schema(description = "Intents made durable, moving average over about 10 s")
            double throughputFilesPerSecond,

            @Schema(description = "From an intent's identity to its end") @Nullable
            Double latencyP99Ms,

            @Nullable Double latencyP95Ms,
            @Nullable Double latencyP50Ms,

            @Schema(description = "From an intent's identity to its being durable") @Nullable
            Double acceptLatencyP99Ms,

            @Nullable Double acceptLatencyP95Ms,
            @Nullable Double acceptLatencyP50Ms,

            @Schema(description = "Resident memory of the process, 10^6 bytes")
            double memoryFootprintMb,

            @Schema(description = "Of all the machine's processors") @Nullable
            Double cpuUtilizationPercent) {}

    /** With how much energy. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Energy(
            @Schema(description = "Of the energy service's machine, without the building's share") @Nullable
            Double powerConsumptionWatts,

            @Schema(description = "Content made durable here, by that power") @Nullable
            Double energyEfficiencyGbpsPerWatt,

            @Nullable Double intentsPerJoule,

            @Schema(description = "CO2e of that power") @Nullable
            Double carbonEmissionsKgPerHour,

            @Schema(description = "Of the grid, gCO2e/kWh") @Nullable
            Double carbonIntensity,

            @Schema(description = "By how much the building adds, as configured") @Nullable
            Double pue,

            @Schema(description = "Of each figure: measured or estimated")
            Bases basis) {}

    /** The basis of each figure of energy. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Bases(
            @Nullable String powerConsumptionWatts,
            @Nullable String energyEfficiencyGbpsPerWatt,
            @Nullable String intentsPerJoule,
            @Nullable String carbonEmissionsKgPerHour,
            @Nullable String carbonIntensity,
            @Nullable String pue) {}

    /** How dependable. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Reliability(
            @Schema(description = "Share of the time since first ready in which the service was ready") @Nullable
            Double availabilityPercent,

            @Schema(description = "Share of ended intents that ended FAILED") @Nullable
            Double errorRatePercent,

            @Schema(description = "Time ready per failure; null while there was none") @Nullable
            Double mtbfHours,

            @Schema(description = "Time not ready per repair; null while there was none") @Nullable
            Double mttrMinutes) {}

    static KpiView of(Kpis kpis) {
        Kpis.Performance speed = kpis.performance();
        Kpis.Reliability trust = kpis.reliability();
        return new KpiView(
                kpis.since(),
                new Performance(
                        speed.throughputFilesPerSecond(),
                        speed.latencyP99Ms(),
                        speed.latencyP95Ms(),
                        speed.latencyP50Ms(),
                        speed.acceptLatencyP99Ms(),
                        speed.acceptLatencyP95Ms(),
                        speed.acceptLatencyP50Ms(),
                        speed.memoryFootprintMb(),
                        speed.cpuUtilizationPercent()),
                energy(kpis.energy()),
                new Reliability(
                        trust.availabilityPercent(), trust.errorRatePercent(), trust.mtbfHours(), trust.mttrMinutes()));
    }

    private static Energy energy(Kpis.Energy energy) {
        Kpis.Bases basis = energy.basis();
        return new Energy(
                energy.powerConsumptionWatts(),
                energy.energyEfficiencyGbpsPerWatt(),
                energy.intentsPerJoule(),
                energy.carbonEmissionsKgPerHour(),
                energy.carbonIntensity(),
                energy.pue(),
                new Bases(
                        word(basis.powerConsumptionWatts()),
                        word(basis.energyEfficiencyGbpsPerWatt()),
                        word(basis.intentsPerJoule()),
                        word(basis.carbonEmissionsKgPerHour()),
                        word(basis.carbonIntensity()),
                        word(basis.pue())));
    }

    private static @Nullable String word(Kpis.@Nullable Basis basis) {
        return basis == null ? null : basis.name().toLowerCase(Locale.ROOT);
    }
}
