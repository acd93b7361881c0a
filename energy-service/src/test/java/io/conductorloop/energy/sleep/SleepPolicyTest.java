package io.conductorloop.energy.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SleepPolicyTest {
    private static final SleepProfile PHONE = new SleepProfile(List.of(
            new SleepState("awake", 1, 0, Duration.ZERO),
            new SleepState("1", .47, .12, Duration.ZERO),
            new SleepState("2", .105, .33, Duration.ZERO),
            new SleepState("3", 0, 1, Duration.ZERO)));

    @Test
    void neverSpendsMoreThanTwiceTheOptimumAndItsCreditOnAnySequenceOnAnyProfile() {
        for (long seed = 1; seed <= 30; seed++) {
            // Given
            Random random = new Random(seed);
            SleepProfile profile = anyProfile(random);
            double credit = random.nextInt(3);
            SleepPolicy policy = new RobustPolicy(profile, new LearningPolicy(profile), credit);
            double longest = profile.breakEven(profile.steps() - 1);
            double spent = 0;
            double least = 0;

            for (int period = 0; period < 150; period++) {
                // When
                SleepSchedule schedule = policy.next(random.nextDouble() * longest);
                double idle = random.nextBoolean()
                        ? schedule.enterAt(random.nextInt(profile.steps())) * (1 + 1e-9) + 1e-12
                        : longest * Math.exp(8 * random.nextDouble() - 6);
                policy.learn(idle);

                // Then
                spent += profile.energy(schedule, idle);
                least += profile.optimum(idle);
                assertThat(spent)
                        .as("seed %d, period %d", seed, period)
                        .isLessThanOrEqualTo(2 * least * (1 + 1e-9) + credit + 1e-9);
            }
        }
    }

    @Test
    void staysWithinTwiceTheOptimumWhenTheAdviceIsAlwaysToSleepDeepest() {
        // Given
        SleepPolicy policy = new RobustPolicy(PHONE, advising(SleepSchedule.of(0, 0, 0)));

        // When
        double ratio = ratio(policy, 1000, () -> 1e-6, () -> 1);

        // Then
        assertThat(ratio).isLessThanOrEqualTo(2);
    }

    @Test
    void followsAdviceOnceThePastHasPaidForItsRisk() {
        // Given
        SleepPolicy policy = new RobustPolicy(PHONE, advising(SleepSchedule.of(0, 0, 0)));
        policy.next(1);
        policy.learn(.2);
        SleepSchedule early = policy.next(1);
        for (int i = 0; i < 5; i++) {
            policy.next(1);
            policy.learn(3);
        }

        // When
        SleepSchedule late = policy.next(1);

        // Then
        assertThat(early.enterAt(2)).isPositive();
        assertThat(late.enterAt(2)).isZero();
    }

    @Test
    void learnsToSleepAtOnceWherePeriodsAreAlwaysLong() {
        // Given
        SleepPolicy policy = new RobustPolicy(PHONE, new LearningPolicy(PHONE), 1);

        // When
        double ratio = ratio(policy, 500, () -> 20, () -> 20);

        // Then
        assertThat(ratio).isLessThan(1.02);
    }

    @Test
    void learnsToStayAwakeWherePeriodsAreAlwaysShort() {
        // Given
        SleepPolicy policy = new RobustPolicy(PHONE, new LearningPolicy(PHONE));

        // When
        double ratio = ratio(policy, 500, () -> .1, () -> .1);

        // Then
        assertThat(ratio).isLessThan(1.02);
    }

    @Test
    void usesAPredictionThatIsRightAndOutlivesOneThatLies() {
        // Given
        Random random = new Random(7);
        List<Double> periods = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            periods.add(random.nextBoolean() ? .1 : 20.0);
        }

        // When
        double blind = ratio(periods, _ -> 1);
        double right = ratio(periods, idle -> idle);
        double lying = ratio(periods, idle -> idle < 1 ? 20 : .1);

        // Then
        assertThat(right).as("seed 7").isLessThan(1.02).isLessThan(blind);
        assertThat(lying).as("seed 7").isLessThan(1.05);
    }

    @Test
    void randomisedCostsAtMostItsFactorInExpectationForEachLength() {
        for (double idle : new double[] {.05, .226, .5, 1, 6.4, 30}) {
            // Given
            SleepPolicy policy = FixedPolicies.randomised(PHONE, new Random(3));
            double spent = 0;

            // When
            for (int run = 0; run < 3_000; run++) {
                spent += PHONE.energy(policy.next(1), idle);
            }

            // Then
            double factor = Math.E / (Math.E - 1);
            assertThat(spent / 3_000 / PHONE.optimum(idle))
                    .as("idle %s, seed 3", idle)
                    .isLessThan(factor + .04);
        }
    }

    @Test
    void refusesToLearnOfAPeriodItWasNotAskedAbout() {
        SleepPolicy policy = new RobustPolicy(PHONE, new LearningPolicy(PHONE));

        assertThatIllegalStateException().isThrownBy(() -> policy.learn(1));
    }

    @Test
    void sharePredictorFindsASteadyLengthAndItsNegativeDoesNot() {
        // Given
        ShareTimeouts honest = new ShareTimeouts(PHONE, ShareTimeouts.HONEST);
        ShareTimeouts lying = new ShareTimeouts(PHONE, -ShareTimeouts.HONEST);

        // When
        for (int i = 0; i < 300; i++) {
            honest.learn(1);
            lying.learn(1);
        }

        // Then
        assertThat(honest.next()).isCloseTo(1, within(.35));
        assertThat(lying.next()).isGreaterThan(3);
    }

    @Test
    void sharePredictorSurvivesAPeriodOfAnyLength() {
        ShareTimeouts predictor = new ShareTimeouts(PHONE, -ShareTimeouts.HONEST);

        predictor.learn(1e12);

        assertThat(predictor.next()).isFinite().isPositive();
    }

    private static SleepProfile anyProfile(Random random) {
        int steps = 1 + random.nextInt(4);
        List<SleepState> states = new ArrayList<>();
        double power = 1 + steps;
        double wake = 0;
        double breakEven = .01 + random.nextDouble();
        states.add(new SleepState("awake", power, 0, Duration.ZERO));
        for (int step = 0; step < steps; step++) {
            double saved = .1 + .9 * random.nextDouble();
            power -= saved;
            wake += saved * breakEven;
            breakEven *= 1.2 + 5 * random.nextDouble();
            states.add(new SleepState("sleep " + step, power, wake, Duration.ZERO));
        }
        return new SleepProfile(states);
    }

    private static SleepPolicy advising(SleepSchedule schedule) {
        return new SleepPolicy() {
            @Override
            public SleepSchedule next(double predicted) {
                return schedule;
            }

            @Override
            public void learn(double idle) {
                // It never changes its mind.
            }
        };
    }

    private static double ratio(List<Double> periods, DoubleUnaryOperator prediction) {
        SleepPolicy policy = new RobustPolicy(PHONE, new LearningPolicy(PHONE));
        Iterator<Double> lengths = periods.iterator();
        Iterator<Double> predicted = periods.iterator();
        return ratio(policy, periods.size(), lengths::next, () -> prediction.applyAsDouble(predicted.next()));
    }

    private static double ratio(SleepPolicy policy, int periods, DoubleSupplier idle, DoubleSupplier predicted) {
        double spent = 0;
        double least = 0;
        for (int i = 0; i < periods; i++) {
            SleepSchedule schedule = policy.next(predicted.getAsDouble());
            double length = idle.getAsDouble();
            spent += PHONE.energy(schedule, length);
            least += PHONE.optimum(length);
            policy.learn(length);
        }
        return spent / least;
    }
}
