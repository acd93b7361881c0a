package io.conductorloop.energy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.energy.dvfs.OperatingPoint;
import io.conductorloop.energy.plan.EnergyPlan.Ceiling;
import io.conductorloop.energy.plan.EnergyPlan.Off;
import io.conductorloop.energy.plan.EnergyPlan.Why;
import io.conductorloop.energy.power.PowerModel;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.scaling.CarbonCap;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnergyPlannerTest {
    private static final Duration TARGET = Duration.ofSeconds(2);
    private static final GridState DIRTY = grid(CarbonCap.Why.DIRTY, 0, false);
    private static final GridState CLEAN = grid(CarbonCap.Why.CLEAN, 1, false);
    private static final Machine FIXED = Machine.ofFixedClock(new PowerModel(new Watts(30), new Watts(130)));
    private static final Machine MEASURED = Machine.measured(
            new Watts(30),
            List.of(
                    new OperatingPoint(600, 60, 40),
                    new OperatingPoint(1000, 80, 70),
                    new OperatingPoint(1400, 130, 100)));

    @Test
    void holdsNothingBackWithoutAReason() {
        EnergyPlanner planner = planner(FIXED, null);
        ServiceLoad load = load(10, 0);

        assertThat(planner.plan(load, CLEAN)).isEqualTo(new Off(Why.CLEAN));
        assertThat(planner.plan(load, grid(CarbonCap.Why.RESTING, 0, false))).isEqualTo(new Off(Why.RESTING));
        assertThat(planner.plan(load, GridState.UNKNOWN)).isEqualTo(new Off(Why.GRID_UNKNOWN));
    }

    @Test
    void aModelsWordOfTheGridIsNoReason() {
        assertThat(planner(FIXED, null).plan(load(10, 0), grid(CarbonCap.Why.DIRTY, 0, true)))
                .isEqualTo(new Off(Why.GRID_UNKNOWN));
    }

    @Test
    void leavesAsFewWorkersAsKeepTheTargetWhilePowerIsDirtiest() {
        EnergyPlan plan = planner(FIXED, null).plan(load(10, 0), DIRTY);

        assertThat(plan).isInstanceOfSatisfying(Ceiling.class, ceiling -> {
            assertThat(ceiling.why()).isEqualTo(Why.DIRTY);
            assertThat(ceiling.workers()).isEqualTo(2);
            assertThat(ceiling.megahertz()).isNull();
            assertThat(ceiling.latency()).isLessThanOrEqualTo(TARGET);
            assertThat(ceiling.power().value()).isCloseTo(50, within(1e-9));
        });
    }

    @Test
    void leavesMoreTheCleanerPowerIs() {
        ServiceLoad busy = load(60, 0);
        int dirtiest = workers(planner(FIXED, null).plan(busy, DIRTY));
        int cleaner = workers(planner(FIXED, null).plan(busy, grid(CarbonCap.Why.DIRTY, .9, false)));

        assertThat(dirtiest).isLessThan(cleaner);
    }

    @Test
    void leavesAllToAServiceThatIsLateOrWouldBe() {
        EnergyPlanner planner = planner(FIXED, new Watts(40));

        assertThat(planner.plan(new ServiceLoad(1, 0, Duration.ofMillis(2_001), ms(100), ms(100), .1, 1), DIRTY))
                .isEqualTo(new Off(Why.LATENCY));
        assertThat(planner.plan(load(10, 1_000), DIRTY)).isEqualTo(new Off(Why.LATENCY));
        assertThat(planner.plan(load(500, 0), DIRTY)).isEqualTo(new Off(Why.LATENCY));
    }

    @Test
    void keepsThePowerBudgetOnACleanGridToo() {
        assertThat(planner(FIXED, new Watts(60)).plan(load(10, 0), CLEAN))
                .isInstanceOfSatisfying(Ceiling.class, ceiling -> {
                    assertThat(ceiling.why()).isEqualTo(Why.BUDGET);
                    assertThat(ceiling.workers()).isBetween(2, 3);
                    assertThat(ceiling.power()).isLessThanOrEqualTo(new Watts(60));
                });
        assertThat(planner(FIXED, new Watts(130)).plan(load(10, 0), CLEAN)).isEqualTo(new Off(Why.CLEAN));
    }

    @Test
    void slowsTheClockOnlyWhileThatIsFastEnough() {
        EnergyPlanner planner = planner(MEASURED, null);

        assertThat(planner.plan(load(10, 0), DIRTY)).isInstanceOfSatisfying(Ceiling.class, ceiling -> {
            assertThat(ceiling.megahertz()).isEqualTo(600);
            assertThat(ceiling.step()).isEqualTo(-2);
        });
        ServiceLoad nearlyLate = new ServiceLoad(10, 0, Duration.ofMillis(1_800), ms(100), ms(100), .1, 1);
        assertThat(planner.plan(nearlyLate, DIRTY))
                .isInstanceOfSatisfying(
                        Ceiling.class, ceiling -> assertThat(ceiling.step()).isZero());
    }

    @Test
    void noCeilingIsExpectedToMakeIntentsLateWhateverTheLoad() {
        long seed = System.nanoTime();
        System.out.println("EnergyPlannerTest seed " + seed);
        Random random = new Random(seed);
        EnergyPlanner planner = planner(MEASURED, null);
        int ceilings = 0;
        for (int i = 0; i < 2_000; i++) {
            ServiceLoad load = new ServiceLoad(
                    Math.exp(random.nextDouble(8)),
                    random.nextInt(200),
                    ms(random.nextInt(2_500)),
                    ms(1 + random.nextInt(200)),
                    ms(1 + random.nextInt(2_000)),
                    random.nextDouble(),
                    1);
            EnergyPlan plan = planner.plan(load, grid(CarbonCap.Why.DIRTY, random.nextDouble(), false));
            if (plan instanceof Ceiling ceiling) {
                ceilings++;
                double offered = (load.arrivals() + load.queue() / 2.0)
                        * load.perIntent().toNanos()
                        / 1e9;
                assertThat(ceiling.latency()).as("seed " + seed).isLessThanOrEqualTo(TARGET);
                assertThat(load.latency()).as("seed " + seed).isLessThanOrEqualTo(TARGET);
                assertThat((double) ceiling.workers()).as("seed " + seed).isGreaterThan(offered / .8);
            }
        }
        assertThat(ceilings).isGreaterThan(100);
    }

    private static int workers(EnergyPlan plan) {
        return plan instanceof Ceiling ceiling ? ceiling.workers() : 16;
    }

    private static EnergyPlanner planner(Machine machine, @Nullable Watts budget) {
        return new EnergyPlanner(machine, new EnergyPlanner.Terms(TARGET, budget, 16));
    }

    /** An intent takes a worker 100 ms, and a busy worker a tenth of the machine. */
    private static ServiceLoad load(double arrivals, long queue) {
        return new ServiceLoad(arrivals, queue, ms(200), ms(100), ms(100), .1, 1);
    }

    private static GridState grid(CarbonCap.Why why, double clean, boolean estimated) {
        return new GridState(why, clean, new Grid("GB", 400, estimated));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
