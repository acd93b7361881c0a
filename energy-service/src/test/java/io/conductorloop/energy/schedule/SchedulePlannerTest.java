package io.conductorloop.energy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.schedule.SchedulePlan.AtOnce;
import io.conductorloop.energy.schedule.SchedulePlan.Deferred;
import io.conductorloop.energy.schedule.SchedulePlan.InTime;
import io.conductorloop.energy.schedule.SchedulePlan.TooLate;
import io.conductorloop.energy.schedule.SchedulePlan.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchedulePlannerTest {
    private static final Instant START = Instant.parse("2025-03-30T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(30);
    private static final long SEED = 20261128;

    private final SchedulePlanner planner = new SchedulePlanner(0);

    @Test
    void waitsForTheCleanestRunOfWorkThatCannotBeBroken() {
        // Given
        Workload work = new Workload(Duration.ofHours(1), START, after(6), false);

        // When
        SchedulePlan plan = planner.plan(work, forecast(300, 200, 50, 400, 100, 120), START);

        // Then
        assertThat(plan).isInstanceOfSatisfying(Deferred.class, deferred -> {
            assertThat(deferred.windows()).containsExactly(new Window(after(4), after(6)));
            assertThat(deferred.expectedSaving(2)).isCloseTo(2 * (250 - 110), within(1e-9));
        });
    }

    @Test
    void takesTheCleanestSlotsOfWorkThatMayBeBroken() {
        Workload work = new Workload(Duration.ofMinutes(75), START, after(6), true);

        SchedulePlan plan = planner.plan(work, forecast(300, 200, 50, 400, 100, 120), START);

        assertThat(((InTime) plan).windows())
                .containsExactly(
                        new Window(after(2), after(3)), new Window(after(4), after(5).plus(Duration.ofMinutes(15))));
    }

    @Test
    void endsOnASlotsEdgeWhereThatIsCleanerThanToStartOnOne() {
        Workload work = new Workload(Duration.ofMinutes(40), START, after(3), false);

        SchedulePlan plan = planner.plan(work, forecast(200, 100, 300), START);

        assertThat(((InTime) plan).windows().getFirst().end()).isEqualTo(after(2));
    }

    @Test
    void saysWhenADeadlineCannotBeMet() {
        Workload work = new Workload(Duration.ofHours(1), START, after(2), true);

        SchedulePlan plan = planner.plan(work, forecast(1, 2, 3), START.plusSeconds(1));

        assertThat(plan).isEqualTo(new TooLate(START, START.plusSeconds(1)));
    }

    @Test
    void runsAtOnceWhenNothingIsKnownOrAnUnknownGapLiesNow() {
        Workload work = new Workload(SLOT, START, after(4), false);

        assertThat(planner.plan(work, forecast(), START))
                .isInstanceOfSatisfying(
                        AtOnce.class, plan -> assertThat(plan.why()).isEqualTo(Why.INTENSITY_UNKNOWN));
        assertThat(planner.plan(work, forecast(Double.NaN, 10, 10, 10), START))
                .isInstanceOfSatisfying(
                        AtOnce.class, plan -> assertThat(plan.why()).isEqualTo(Why.INTENSITY_UNKNOWN));
    }

    @Test
    void doesNotWaitForASavingThatTheForecastMayBeWrongBy() {
        // Given
        IntensitySeries expected = IntensitySeries.of(START, SLOT, 200, 190);
        IntensityForecast unsure = new IntensityForecast(
                expected, IntensitySeries.of(START, SLOT, 150, 140), IntensitySeries.of(START, SLOT, 250, 240));
        Workload work = new Workload(SLOT, START, after(2), false);

        // When
        SchedulePlan cautious = new SchedulePlanner(1).plan(work, unsure, START);
        SchedulePlan bold = planner.plan(work, unsure, START);

        // Then
        assertThat(cautious).isEqualTo(new AtOnce(new Window(START, after(1)), Why.SAVING_UNCERTAIN));
        assertThat(bold).isInstanceOf(Deferred.class);
    }

    @Test
    void neverPlansPastADeadlineNorMoreOrLessThanTheWorkWhateverTheForecast() {
        Random chance = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            // Given
            IntensityForecast forecast = anyForecast(chance);
            Workload work = anyWork(chance);
            Instant now = START.plusSeconds(chance.nextInt(36_000) - 3_600);

            // When
            SchedulePlan plan = new SchedulePlanner(chance.nextInt(3)).plan(work, forecast, now);

            // Then
            if (plan instanceof InTime inTime) {
                List<Window> windows = inTime.windows();
                Duration length = windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus);
                assertThat(windows.getFirst().start())
                        .as("seed %d round %d", SEED, round)
                        .isAfterOrEqualTo(now)
                        .isAfterOrEqualTo(work.earliestStart());
                assertThat(windows.getLast().end()).isBeforeOrEqualTo(work.deadline());
                assertThat(length).isEqualTo(work.duration());
                for (int i = 1; i < windows.size(); i++) {
                    assertThat(windows.get(i).start())
                            .isAfter(windows.get(i - 1).end());
                }
            } else {
                assertThat(now.isAfter(work.latestStart())
                                || work.earliestStart().isAfter(work.latestStart()))
                        .isTrue();
            }
        }
    }

    @Test
    void isAsGoodAsTryingEveryMinute() {
        Random chance = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            // Given
            IntensitySeries series =
                    IntensitySeries.of(START, SLOT, chance.doubles(20, 10, 500).toArray());
            Duration length = Duration.ofMinutes(1 + chance.nextInt(200));
            Workload work = new Workload(length, START.plusSeconds(60L * chance.nextInt(60)), after(18), false);
            double best = Double.POSITIVE_INFINITY;
            for (Instant at = work.earliestStart(); !at.isAfter(work.latestStart()); at = at.plusSeconds(60)) {
                best = Math.min(best, MeanIntensity.over(series, List.of(Window.of(at, length))));
            }

            // When
            SchedulePlan plan = planner.plan(work, IntensityForecast.certain(series), START);

            // Then
            assertThat(MeanIntensity.over(series, ((InTime) plan).windows()))
                    .as("seed %d round %d", SEED, round)
                    .isCloseTo(best, within(1e-9));
        }
    }

    private static IntensityForecast anyForecast(Random chance) {
        double[] values = new double[chance.nextInt(30)];
        Arrays.setAll(values, i -> chance.nextInt(5) == 0 ? Double.NaN : chance.nextInt(8) * 50.0);
        return IntensityForecast.certain(
                IntensitySeries.of(START.plusSeconds(chance.nextInt(3) * 1_000L), SLOT, values));
    }

    private static Workload anyWork(Random chance) {
        Instant earliest = START.plusSeconds(chance.nextInt(20_000) - 5_000);
        Duration length = Duration.ofSeconds(1 + chance.nextInt(15_000));
        return new Workload(length, earliest, earliest.plusSeconds(chance.nextInt(60_000)), chance.nextBoolean());
    }

    private static Instant after(int slots) {
        return START.plus(SLOT.multipliedBy(slots));
    }

    private static IntensityForecast forecast(double... values) {
        return IntensityForecast.certain(IntensitySeries.of(START, SLOT, values));
    }
}
