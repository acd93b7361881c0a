package io.conductorloop.ingest.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.TelemetrySample.Power;
import io.conductorloop.ingest.IngestMetrics.Origin;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KpiRecorderTest {
    private Instant now = Instant.parse("2026-11-23T00:00:00Z");
    private double load = -1;
    private final EnergyFigures energy = new EnergyFigures();
    private final KpiRecorder recorder = new KpiRecorder(() -> now, () -> 75_000_000, () -> load, energy);

    @Test
    void saysNothingOfWhatWasNotMeasured() {
        Kpis kpis = recorder.kpis();

        assertThat(kpis.performance())
                .isEqualTo(new Kpis.Performance(0, null, null, null, null, null, null, 75.0, null));
        assertThat(kpis.reliability()).isEqualTo(new Kpis.Reliability(null, null, null, null));
    }

    @Test
    void measuresTheRateOfBothOrigins() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                recorder.published(i % 2 == 0 ? Origin.FILE : Origin.REST, 200, Duration.ofMillis(2));
            }
            now = now.plusSeconds(1);
            recorder.tick();
        }

        assertThat(recorder.throughput()).isCloseTo(100, within(1.0));
    }

    @Test
    void measuresLatencyFromIdentityToEnd() {
        for (int i = 1; i <= 100; i++) {
            recorder.finished(IntentState.EXECUTED, Duration.ofMillis(i));
        }
        recorder.published(Origin.REST, 200, Duration.ofMillis(2));

        Kpis.Performance performance = recorder.kpis().performance();

        assertThat(performance.latencyP50Ms()).isCloseTo(50, within(1.0));
        assertThat(performance.latencyP95Ms()).isCloseTo(95, within(1.0));
        assertThat(performance.latencyP99Ms()).isCloseTo(99, within(1.0));
        assertThat(performance.acceptLatencyP99Ms()).isCloseTo(2, within(0.1));
    }

    @Test
    void saysOfEnergyWhatIsKnownNowAndWhetherItWasMeasured() {
        // Given
        assertThat(recorder.kpis().energy()).isEqualTo(Kpis.Energy.UNKNOWN);
        for (int second = 0; second < 100; second++) {
            for (int i = 0; i < 100; i++) {
                recorder.published(Origin.FILE, 2_500, Duration.ofMillis(2));
            }
            now = now.plusSeconds(1);
            recorder.tick();
        }

        // When
        energy.hear(plan(new Power(50, false), new Grid("GB", 200, true)));
        energy.hear(new EnergyPlanned(
                "executor", now.minusSeconds(1), now.plusSeconds(60), "CLEAN", 1, null, null, null, null, 1));

        // Then
        Kpis.Energy figures = recorder.kpis().energy();
        assertThat(figures.powerConsumptionWatts()).isEqualTo(50.0);
        assertThat(figures.energyEfficiencyGbpsPerWatt()).isCloseTo(100 * 2_500 * 8e-9 / 50, within(1e-6));
        assertThat(figures.intentsPerJoule()).isCloseTo(2, within(1e-3));
        assertThat(figures.carbonEmissionsKgPerHour()).isCloseTo(0.01, within(1e-9));
        assertThat(figures.pue()).isEqualTo(1.4);
        assertThat(figures.basis())
                .isEqualTo(new Kpis.Bases(
                        Kpis.Basis.MEASURED,
                        Kpis.Basis.MEASURED,
                        Kpis.Basis.MEASURED,
                        Kpis.Basis.ESTIMATED,
                        Kpis.Basis.ESTIMATED,
                        Kpis.Basis.ESTIMATED));
        now = now.plusSeconds(15);
        assertThat(recorder.kpis().energy()).isEqualTo(Kpis.Energy.UNKNOWN);
    }

    @Test
    void saysNothingOfEnergyThatIsNotKnown() {
        energy.hear(plan(null, null));

        Kpis.Energy figures = recorder.kpis().energy();

        assertThat(figures.powerConsumptionWatts()).isNull();
        assertThat(figures.intentsPerJoule()).isNull();
        assertThat(figures.carbonEmissionsKgPerHour()).isNull();
        assertThat(figures.basis().carbonEmissionsKgPerHour()).isNull();
    }

    private EnergyPlanned plan(@Nullable Power power, @Nullable Grid grid) {
        return new EnergyPlanned("executor", now, now.plusSeconds(15), "CLEAN", 1, null, null, power, grid, 1.4);
    }

    @Test
    void countsAFailedIntentAsAnErrorButNotARejectedOne() {
        recorder.finished(IntentState.EXECUTED, Duration.ZERO);
        recorder.finished(IntentState.REJECTED, Duration.ZERO);
        recorder.answered(IntentState.DUPLICATE, Duration.ZERO);
        recorder.answered(IntentState.FAILED, Duration.ofHours(2));

        assertThat(recorder.kpis().reliability().errorRatePercent()).isEqualTo(25.0);
    }

    @Test
    void givesReliabilityInTheUnitsThatAreReported() {
        // Given
        recorder.observeReadiness(true);
        now = now.plus(Duration.ofHours(3));
        recorder.observeReadiness(false);
        now = now.plus(Duration.ofMinutes(12));
        recorder.observeReadiness(true);
        load = 0.6;

        // When
        Kpis kpis = recorder.kpis();

        // Then
        assertThat(kpis.reliability().mtbfHours()).isEqualTo(3.0);
        assertThat(kpis.reliability().mttrMinutes()).isEqualTo(12.0);
        assertThat(kpis.reliability().availabilityPercent()).isCloseTo(93.75, within(0.001));
        assertThat(kpis.performance().cpuUtilizationPercent()).isEqualTo(60.0);
    }
}
