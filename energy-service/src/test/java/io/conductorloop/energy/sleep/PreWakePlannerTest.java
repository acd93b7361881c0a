package io.conductorloop.energy.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.sleep.SleepPlan.Spent;
import io.conductorloop.energy.sleep.SleepPlan.Stretch;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class PreWakePlannerTest {
    private static final SleepProfile SEED = SleepProfile.seed();

    @Test
    void planCostsWhatItsScheduleCosts() {
        // Given
        SleepSchedule schedule = SleepSchedule.of(0, .02, .3);
        SleepPlan plan = SleepPlan.of(schedule, SEED.steps());

        for (double idle : new double[] {.001, .02, .1, .3, 5}) {
            // When
            Spent spent = plan.spend(SEED, idle);

            // Then
            assertThat(spent.energy()).as("idle %s", idle).isCloseTo(SEED.energy(schedule, idle), within(1e-9));
        }
    }

    @Test
    void whoComesAfterAPreWakeWaitsForNothingAndWhoComesDuringItForTheRest() {
        // Given
        SleepPlan plan = new SleepPlan(List.of(new Stretch(0, 3), new Stretch(1, 0)));

        // When
        Spent after = plan.spend(SEED, 1.5);
        Spent during = plan.spend(SEED, .97);
        Spent before = plan.spend(SEED, .5);

        // Then
        assertThat(after.waited()).isZero();
        assertThat(after.energy()).isCloseTo(.1 + .1 + .5, within(1e-9));
        assertThat(during.waited()).isCloseTo(.03, within(1e-9));
        assertThat(before.waited()).isCloseTo(.1, within(1e-9));
        assertThat(plan.stateAt(.97)).isEqualTo(3);
        assertThat(plan.stateAt(1.5)).isZero();
    }

    @Test
    void refusesAPlanThatWakesOnlyInPart() {
        List<Stretch> stretches = List.of(new Stretch(0, 3), new Stretch(1, 1));

        assertThatIllegalArgumentException().isThrownBy(() -> new SleepPlan(stretches));
    }

    @Test
    void budgetAffordsALateRequestOnlyWhenTheShareAllowsIt() {
        // Given
        LatencyBudget budget = new LatencyBudget(Duration.ofMillis(1), .9);
        for (int i = 0; i < 9; i++) {
            budget.waited(.001);
        }

        // Then
        assertThat(budget.affords(1)).isTrue();
        assertThat(budget.affords(2)).isFalse();
        budget.waited(.1);
        assertThat(budget.affords(1)).isFalse();
        assertThat(budget.allowance(90)).isCloseTo(.1, within(1e-9));
    }

    @Test
    void sleepsDeepAndWakesBeforehandWhereRequestsComeOnSchedule() {
        // Given
        Random random = new Random(5);
        Replay replay = new Replay(.99);

        // When
        replay.run(3000, () -> 2 + .02 * random.nextDouble());

        // Then
        assertThat(replay.saved()).as("seed 5").isGreaterThan(.6);
        assertThat(replay.late()).as("seed 5").isLessThanOrEqualTo(.01);
    }

    @Test
    void neverBreaksItsPromiseOnWhateverComes() {
        for (long seed = 1; seed <= 4; seed++) {
            // Given
            Random random = new Random(seed);
            Replay replay = new Replay(.99);

            // When
            replay.run(1500, () -> switch (random.nextInt(3)) {
                case 0 -> random.nextDouble() * .01;
                case 1 -> Math.exp(10 * random.nextDouble() - 6);
                default -> 1;
            });

            // Then
            assertThat(replay.late()).as("seed %d", seed).isLessThanOrEqualTo(.01 + 2.0 / 1500);
        }
    }

    @Test
    void entersNoStateThatWouldBeLateWhenNobodyMayWait() {
        // Given
        Random random = new Random(9);
        Replay replay = new Replay(1);

        // When
        replay.run(1000, () -> 10 * random.nextDouble());

        // Then
        assertThat(replay.late()).as("seed 9").isZero();
        assertThat(replay.saved()).as("seed 9").isGreaterThan(.15);
    }

    /** Requests one after the other, each of which finds the machine as planned. */
    private static final class Replay {
        private final LatencyBudget budget;
        private final PreWakePlanner planner;
        private double energy;
        private double time;
        private int requests;
        private int late;

        private Replay(double quantile) {
            budget = new LatencyBudget(Duration.ofMillis(1), quantile);
            planner = new PreWakePlanner(SEED, budget);
        }

        private void run(int count, DoubleSupplier gaps) {
            for (int i = 0; i < count; i++) {
                double idle = gaps.getAsDouble();
                SleepPlan plan = planner.next();
                Spent spent = plan.spend(SEED, idle);
                budget.waited(spent.waited());
                planner.learn(idle, plan.stateAt(idle), 0);
                energy += spent.energy();
                time += idle;
                requests++;
                late += spent.waited() > .0011 ? 1 : 0;
            }
        }

        private double saved() {
            return 1 - energy / time;
        }

        private double late() {
            return (double) late / requests;
        }
    }
}
