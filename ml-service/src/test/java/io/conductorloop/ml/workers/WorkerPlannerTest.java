package io.conductorloop.ml.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.forecast.Ewma;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.workers.ScalingPrediction.Reason;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPlannerTest {
    private static final Duration STEP = Duration.ofMinutes(1);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void hasTooFewWorkersInTheAcceptedShareOfTheSteps(long seed) {
        // Given
        RandomGenerator random = new SplittableRandom(seed);
        Staffing staffing = new Staffing.FixedCapacity(10);
        WorkerPlanner planner = new WorkerPlanner(calibrated(), staffing, STEP, 0.05);
        int steps = 6000;
        int tooFew = 0;

        // When
        for (int i = 0; i < steps; i++) {
            double load = Math.max(0, 300 + 100 * Math.sin(i / 200.0) + 40 * random.nextGaussian());
            if (i >= 1000
                    && staffing.workersFor(load)
                            > planner.plan(WorkerLimits.none()).workers()) {
                tooFew++;
            }
            planner.observe(load);
        }

        // Then
        assertThat(tooFew / (steps - 1000.0)).isCloseTo(0.05, within(0.01));
    }

    @Test
    void saysWhichLimitDecided() {
        // Given
        WorkerPlanner planner = new WorkerPlanner(calibrated(), new Staffing.FixedCapacity(1), STEP, 0.05);
        planner.observe(20);
        planner.observe(20);

        // When, Then
        assertThat(planner.plan(WorkerLimits.none()))
                .isEqualTo(new ScalingPrediction(20, 20, 20, STEP, Reason.LOAD, "naive"));
        assertThat(planner.plan(new WorkerLimits(30, 40, 40)).reason()).isEqualTo(Reason.LEAST_WORKERS);
        assertThat(planner.plan(new WorkerLimits(1, 8, 9)).reason()).isEqualTo(Reason.MOST_WORKERS);
        ScalingPrediction dark = planner.plan(new WorkerLimits(2, 40, 5));
        assertThat(dark.reason()).isEqualTo(Reason.ENERGY);
        assertThat(dark.workers()).isEqualTo(5);
        assertThat(planner.plan(new WorkerLimits(2, 40, 1)).workers()).isEqualTo(2);
    }

    @Test
    void erlangNeedsTheWorkersOfTheTextbook() {
        // Given 10 Erlang offered: with 14 workers 17.4 % of the calls wait, with 15 10.2 %, with 16 5.7 %
        Duration second = Duration.ofSeconds(1);

        // When, Then
        assertThat(new Staffing.ErlangC(STEP, second, Duration.ZERO, 0.175).workersFor(600))
                .isEqualTo(14);
        assertThat(new Staffing.ErlangC(STEP, second, Duration.ZERO, 0.103).workersFor(600))
                .isEqualTo(15);
        assertThat(new Staffing.ErlangC(STEP, second, Duration.ZERO, 0.058).workersFor(600))
                .isEqualTo(16);
    }

    @Test
    void moreLoadNeverNeedsFewerWorkersAndPatienceNeverMore() {
        // Given
        Staffing strict = new Staffing.ErlangC(STEP, Duration.ofMillis(250), Duration.ofMillis(10), 0.01);
        Staffing patient = new Staffing.ErlangC(STEP, Duration.ofMillis(250), Duration.ofMillis(500), 0.01);
        int before = 0;

        // When, Then
        for (int load = 0; load < 20_000; load += 37) {
            int workers = strict.workersFor(load);
            assertThat(workers)
                    .as("load " + load)
                    .isGreaterThanOrEqualTo(before)
                    .isGreaterThan(load / 240);
            assertThat(patient.workersFor(load)).isBetween(1, workers);
            before = workers;
        }
    }

    @Test
    void refusesQueuesAndRisksThatAreNone() {
        assertThatThrownBy(() -> new Staffing.FixedCapacity(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Staffing.ErlangC(STEP, Duration.ZERO, Duration.ZERO, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkerPlanner(calibrated(), new Staffing.FixedCapacity(1), STEP, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkerLimits(5, 4, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    private static QuantileForecaster calibrated() {
        return new CalibratedForecaster(Ewma.naive());
    }
}
