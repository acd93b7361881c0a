package io.conductorloop.ingest.web;

import io.conductorloop.ingest.kpi.Kpis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The KPIs in the form that dashboards know; null where nothing was measured yet. */
@JsonNaming(SnakeCaseStrategy.class)
record KpiView(Instant since, Performance performance, Reliability reliability) {
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
                new Reliability(
                        trust.availabilityPercent(), trust.errorRatePercent(), trust.mtbfHours(), trust.mttrMinutes()));
    }
}
