package io.conductorloop.energy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.TelemetrySample.Power;
import io.conductorloop.energy.plan.EnergyPlan.Off;
import io.conductorloop.energy.plan.EnergyPlan.Why;
import io.conductorloop.energy.plan.EnergyPlans.Decided;
import io.conductorloop.energy.power.PowerModel;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.scaling.CarbonCap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class EnergyPlansTest {
    private static final Grid GRID = new Grid("GB", 500, false);
    private static final Power POWER = new Power(42, true);

    private Instant now = Instant.parse("2026-11-28T19:00:00Z");
    private double slower = 1;
    private GridState grid = new GridState(CarbonCap.Why.DIRTY, 0, GRID);
    private final EnergyPlans plans = new EnergyPlans(
            new EnergyPlanner(
                    Machine.ofFixedClock(new PowerModel(new Watts(30), new Watts(130))),
                    new EnergyPlanner.Terms(Duration.ofSeconds(2), null, 16)),
            () -> grid,
            () -> POWER,
            () -> slower,
            new EnergyPlans.Terms(
                    List.of("executor"), Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(15), 1.4));

    @Test
    void advisesACeilingAndSaysByWhatFigures() {
        hear("executor", 10, 200);
        hear("executor", 20, 200);

        Decided decided = plans.due("executor", now).orElseThrow();

        Directive directive = decided.directive();
        assertThat(directive).isNotNull();
        assertThat(directive.decidedBy()).isEqualTo(Directive.ENERGY);
        assertThat(directive.workers()).isEqualTo(3);
        assertThat(directive.batchSize()).isNull();
        assertThat(directive.validUntil()).isEqualTo(now.plusSeconds(15));
        assertThat(decided.event().workers()).isEqualTo(3);
        assertThat(decided.event().why()).isEqualTo("DIRTY");
        assertThat(decided.event().grid()).isEqualTo(GRID);
        assertThat(decided.event().power()).isEqualTo(POWER);
        assertThat(decided.event().confidence()).isBetween(0.0, 0.1);
    }

    @Test
    void liftsACeilingAtOnceWhenTheServiceIsLateAndSaysSoAsLongAsTheCeilingCouldHold() {
        // Given
        hear("executor", 10, 200);
        assertThat(plans.due("executor", now).orElseThrow().directive()).isNotNull();

        // When
        hear("executor", 10, 2_500);
        Decided late = plans.due("executor", now).orElseThrow();
        hear("executor", 10, 200);
        Decided still = plans.due("executor", now).orElseThrow();
        now = now.plusSeconds(15);
        hear("executor", 10, 200);
        Decided after = plans.due("executor", now).orElseThrow();

        // Then
        assertThat(late.plan()).isEqualTo(new Off(Why.LATENCY));
        assertThat(late.directive())
                .isNotNull()
                .satisfies(directive -> assertThat(directive.workers()).isNull());
        assertThat(still.plan()).isEqualTo(new Off(Why.LATENCY));
        assertThat(still.directive())
                .isNotNull()
                .satisfies(directive -> assertThat(directive.workers()).isNull());
        assertThat(after.plan()).isEqualTo(new Off(Why.LATENCY));
        assertThat(after.directive()).isNull();
    }

    @Test
    void takesWhatWasSeenAtASlowedClockForWhatItWouldBeAtTheFastest() {
        // Given
        hear("executor", 10, 1_500);
        EnergyPlan atFullSpeed = plans.due("executor", now).orElseThrow().plan();
        now = now.plusSeconds(120);

        // When
        slower = 2;
        now = now.plusSeconds(1);
        plans.observe(sample("executor", 10, 3_000, true, 1_000), now);
        EnergyPlan slowed = plans.due("executor", now).orElseThrow().plan();

        // Then
        assertThat(atFullSpeed).isInstanceOf(EnergyPlan.Ceiling.class);
        assertThat(slowed).isEqualTo(atFullSpeed);
    }

    @Test
    void plansAgainAfterTheIntervalAloneAndOnlyWhatItIsFor() {
        hear("executor", 10, 200);
        assertThat(plans.due("executor", now)).isPresent();
        assertThat(plans.due("executor", now)).isEmpty();
        assertThat(plans.due("ml", now)).isEmpty();
        Assertions.assertThat(plans.observe(sample("ml", 1, 1, true), now)).isFalse();
    }

    @Test
    void advisesNothingOfALoadThatIsNotKnown() {
        plans.observe(sample("executor", 10, 200, false), now);

        Decided decided = plans.due("executor", now).orElseThrow();

        assertThat(decided.plan()).isEqualTo(new Off(Why.LOAD_UNKNOWN));
        assertThat(decided.directive()).isNull();
    }

    @Test
    void forgetsWhatWasLongAgo() {
        // Given
        hear("executor", 10, 2_500);

        // When
        now = now.plusSeconds(61);
        hear("executor", 10, 200);

        // Then
        assertThat(plans.due("executor", now).orElseThrow().plan()).isInstanceOf(EnergyPlan.Ceiling.class);
    }

    private void hear(String service, double arrivals, long latency) {
        now = now.plusSeconds(1);
        plans.observe(sample(service, arrivals, latency, true), now);
    }

    private TelemetrySample sample(String service, double arrivals, long latency, boolean batches) {
        return sample(service, arrivals, latency, batches, 500);
    }

    /** A batch of five takes workers so many milliseconds. */
    private TelemetrySample sample(String service, double arrivals, long latency, boolean batches, long work) {
        return new TelemetrySample(
                service,
                "here",
                now,
                Duration.ofSeconds(1),
                4,
                .1 * slower,
                1_000,
                0,
                Duration.ofMillis(latency),
                10,
                arrivals,
                Map.of(),
                batches ? new Batches(5, 1_000, Duration.ofMillis(200), Duration.ofMillis(work)) : null,
                null);
    }
}
