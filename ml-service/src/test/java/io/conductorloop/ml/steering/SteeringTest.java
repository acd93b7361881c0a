package io.conductorloop.ml.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Directive;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.forecast.Cadence;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.promise.Promise;
import io.conductorloop.ml.promise.PromiseScore;
import io.conductorloop.ml.workers.ScalingPrediction.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SteeringTest {
    private static final Instant START = Instant.parse("2026-11-23T18:30:00Z");
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration PER_INTENT = Duration.ofMillis(10);
    private static final ServiceLimits LIMITS =
            new ServiceLimits(true, 1, 8, 8, 50, 500, 1_000, Duration.ofMillis(50), Duration.ofSeconds(10));

    private Instant now = START;
    private BooleanSupplier trusted = () -> true;
    private LoadForecasters models = LoadForecasters.liveRegression();
    private Steering steering = steering();

    private Steering steering() {
        return new Steering(
                Map.of("executor", LIMITS),
                STEP,
                0.02,
                cadence -> models.model(cadence),
                new BatchObjective(Duration.ofMillis(500), 0.5, 0.01, 0.1),
                () -> trusted.getAsBoolean(),
                () -> now);
    }

    @Test
    void advisesFromTheFirstSample() {
        steering.observe(Samples.of("executor").arriving(10).at(now));

        Advice advice = steering.advice("executor").orElseThrow();
        assertThat(advice.instances()).isEqualTo(1);
        assertThat(advice.workersPerInstance()).isEqualTo(1);
        assertThat(advice.batchSize()).isEqualTo(500);
        assertThat(advice.learntBatchSize()).isFalse();
    }

    @Test
    void raisesWorkersWithTheLoadWhileNothingWaitsYet() {
        // Given
        load(60, _ -> 100);
        Advice calm = steering.advice("executor").orElseThrow();

        // When
        load(30, second -> 100 + 10 * second);

        // Then
        Advice busy = steering.advice("executor").orElseThrow();
        assertThat(calm.scaling().workers()).isBetween(2, 3);
        assertThat(busy.scaling().workers()).isGreaterThan(calm.scaling().workers());
        assertThat(busy.expectedPerSecond()).isGreaterThan(300);
        assertThat(busy.queueDepth()).isZero();
        assertThat(busy.scaling().reason()).isEqualTo(Reason.LOAD);
    }

    @Test
    void takesWhatTheQueueGrewByForLoadAndWorksItOff() {
        // Given
        load(60, _ -> 100);

        // When
        for (int second = 0; second < 20; second++) {
            now = now.plusSeconds(1);
            steering.observe(sample(100).queued(200L * second).at(now));
        }

        // Then
        Advice overrun = steering.advice("executor").orElseThrow();
        assertThat(overrun.expectedPerSecond()).isBetween(250.0, 350.0);
        assertThat(overrun.scaling().reason()).isEqualTo(Reason.BACKLOG);
        assertThat(overrun.scaling().workers()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void sharesWorkersAmongInstancesAndSaysHowManyOfThoseToRun() {
        // Given
        for (int second = 0; second < 60; second++) {
            now = now.plusSeconds(1);
            for (String instance : List.of("a", "b")) {
                steering.observe(sample(500).instance(instance).at(now));
            }
        }

        // When
        Advice advice = steering.advice("executor").orElseThrow();

        // Then
        assertThat(advice.instances()).isEqualTo(2);
        assertThat(advice.scaling().workers()).isBetween(10, 16);
        assertThat(advice.workersPerInstance())
                .isEqualTo(Math.ceilDiv(advice.scaling().workers(), 2));
        assertThat(advice.replicas()).isEqualTo(2);
    }

    @Test
    void learnsThatLargerBatchesCarryMore() {
        // Given
        Random random = new Random(7);

        // When
        for (int second = 0; second < 200; second++) {
            now = now.plusSeconds(1);
            double intents = 20 + random.nextInt(400);
            Duration took = Duration.ofNanos((long) (4e8 + 2e5 * intents));
            steering.observe(Samples.of("executor")
                    .arriving(second < 100 ? 100 : 2_000)
                    .batch(intents, took, Duration.ofMillis(1))
                    .at(now));
        }

        // Then
        Advice advice = steering.advice("executor").orElseThrow();
        assertThat(advice.learntBatchSize()).isTrue();
        assertThat(advice.batchSize()).isGreaterThan(500);
        assertThat(steering.batchErrorRatio("executor")).isLessThan(1);
    }

    @Test
    void trustsNothingLearntWhileIntentsAreLate() {
        // Given
        PromiseScore score =
                new PromiseScore(new Promise(Duration.ofSeconds(2), 0.02, Duration.ofMinutes(2)), () -> now);
        trusted = () -> score.standing().kept();
        learnsThatLargerBatchesCarryMore();

        // When
        for (int i = 0; i < 60; i++) {
            score.ended(now.minusSeconds(3), now);
        }
        Advice broken = steering.advice("executor").orElseThrow();
        for (int i = 0; i < 3_000; i++) {
            score.ended(now.minusSeconds(1), now);
        }
        Advice kept = steering.advice("executor").orElseThrow();

        // Then
        assertThat(broken.learntBatchSize()).isFalse();
        assertThat(broken.batchSize()).isEqualTo(LIMITS.batchSize());
        assertThat(kept.learntBatchSize()).isTrue();
        assertThat(kept.batchSize()).isGreaterThan(LIMITS.batchSize());
    }

    @Test
    void saysNothingOfWhatItDoesNotHear() {
        assertThat(steering.advice("executor")).isEmpty();
        assertThat(steering.advice("somebody")).isEmpty();
        assertThat(steering.observe(Samples.of("somebody").at(now))).isFalse();

        load(5, _ -> 100);
        assertThat(steering.advice("executor")).isPresent();
        now = now.plusSeconds(20);
        assertThat(steering.advice("executor")).isEmpty();
    }

    /** Models that are broken or mean harm. */
    enum Lie {
        NOT_A_NUMBER,
        FROZEN,
        EXPLODING,
        THROWING,
        /** Right until it is trusted, then nothing. */
        TRAITOR_LOW,
        /** Right until it is trusted, then far too much. */
        TRAITOR_HIGH,
        /** Right until it is trusted, then too little, yet as much as may be. */
        TRAITOR_WITHIN_BOUNDS,
        /** The load to come, upside down. */
        CONTRARY,
        /** Right until it is trusted, then never answering. */
        TRAITOR_HANGING
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void staysWithinBoundsAndNearThePlainForecastWhateverAModelSays(Lie lie) {
        // Given
        DoubleUnaryOperator wave = second -> 300 + 200 * Math.sin(second / 20.0);
        models = _ -> new Liar(lie, wave);
        steering = steering();
        Steering honest = new Steering(
                Map.of("executor", LIMITS),
                STEP,
                0.02,
                _ -> new Liar(Lie.NOT_A_NUMBER, wave),
                new BatchObjective(Duration.ofMillis(500), 0.5, 0.01, 0.1),
                () -> trusted.getAsBoolean(),
                () -> now);
        List<Integer> advised = new ArrayList<>();
        List<Integer> plainly = new ArrayList<>();

        // When
        for (int second = 0; second < 400; second++) {
            now = now.plusSeconds(1);
            var sample = sample(wave.applyAsDouble(second)).at(now);
            steering.observe(sample);
            honest.observe(sample);
            advised.add(steering.advice("executor").orElseThrow().workersPerInstance());
            plainly.add(honest.advice("executor").orElseThrow().workersPerInstance());
        }

        // Then
        assertThat(advised).allSatisfy(workers -> assertThat(workers).isBetween(1, 8));
        List<Integer> late = advised.subList(380, 400);
        assertThat(late).as("at the end the plain forecast decides").isEqualTo(plainly.subList(380, 400));
        int tooFew = 0;
        for (int i = 0; i < advised.size(); i++) {
            int needed = (int) Math.ceil(wave.applyAsDouble(i) * PER_INTENT.toMillis() / 1000.0);
            tooFew += advised.get(i) < needed && plainly.get(i) >= needed ? 1 : 0;
        }
        assertThat(tooFew).as("steps too short of workers because of the lie").isLessThanOrEqualTo(8);
    }

    @Test
    void fallsBackInTheVeryStepInWhichATrustedModelBreaks() {
        // Given
        DoubleUnaryOperator ramp = second -> 100 + 2 * (second % 200);
        models = _ -> new Liar(Lie.TRAITOR_HIGH, ramp);
        steering = steering();

        // When
        String before = "";
        for (int second = 0; second < Liar.TRUSTED_UNTIL - 1; second++) {
            now = now.plusSeconds(1);
            steering.observe(sample(ramp.applyAsDouble(second)).at(now));
            before = steering.advice("executor").orElseThrow().scaling().by();
        }
        int workers = 0;
        String after = "";
        for (int second = Liar.TRUSTED_UNTIL - 1; second < Liar.TRUSTED_UNTIL + 2; second++) {
            now = now.plusSeconds(1);
            steering.observe(sample(ramp.applyAsDouble(second)).at(now));
            Advice advice = steering.advice("executor").orElseThrow();
            after = advice.scaling().by();
            workers = advice.workersPerInstance();
        }

        // Then
        assertThat(before).isEqualTo("liar");
        assertThat(after).isEqualTo("ewma 0.5");
        assertThat(workers).isLessThan(8);
        assertThat(steering.refusals("executor")).isPositive();
    }

    @Test
    void advisesPlainlyWithinASecondOfATrustedModelHanging() {
        // Given
        DoubleUnaryOperator ramp = second -> 100 + 2 * (second % 200);
        models = _ -> new Liar(Lie.TRAITOR_HANGING, ramp);
        steering = steering();
        load(Liar.TRUSTED_UNTIL, ramp);
        String before = steering.advice("executor").orElseThrow().scaling().by();

        // When
        now = now.plusSeconds(1);
        long asked = System.nanoTime();
        steering.observe(sample(ramp.applyAsDouble(Liar.TRUSTED_UNTIL)).at(now));
        Advice advice = steering.advice("executor").orElseThrow();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);

        // Then
        assertThat(before).isEqualTo("liar");
        assertThat(advice.scaling().by()).isEqualTo("ewma 0.5");
        assertThat(advice.workersPerInstance()).isBetween(1, 8);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void takesNoQueueThatMovesToAnotherInstanceForLoad() {
        // Given
        tell(60, Map.of("a", 5_000L));

        // When: b comes, and takes half of what waits with its partitions
        tell(1, Map.of("a", 5_000L, "b", 0L));
        tell(3, Map.of("a", 2_500L, "b", 0L));
        tell(20, Map.of("a", 2_500L, "b", 2_500L));
        double joined = steering.advice("executor").orElseThrow().expectedPerSecond();
        // When: b is killed, and its partitions go back once its session is over
        tell(12, Map.of("a", 2_500L));
        tell(30, Map.of("a", 5_000L));
        double left = steering.advice("executor").orElseThrow().expectedPerSecond();

        // Then
        assertThat(joined).isBetween(90.0, 220.0);
        assertThat(left).isBetween(90.0, 220.0);
        assertThat(Arrays.stream(steering.loads("executor")).max().orElseThrow())
                .as("the largest load remembered")
                .isLessThan(220);
    }

    private void tell(int seconds, Map<String, Long> queues) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            queues.forEach((instance, queued) -> steering.observe(
                    sample(100).instance(instance).queued(queued).at(now)));
            steering.advice("executor");
        }
    }

    @Test
    void draftsADirectiveForEachServiceOnceAnInterval() {
        // Given
        DirectiveDraft draft = new DirectiveDraft(steering, Duration.ofSeconds(1), Duration.ofSeconds(15));
        load(5, _ -> 100);

        // When
        Directive first = draft.due("executor", now).orElseThrow();

        // Then
        assertThat(first.decidedBy()).isEqualTo(Directive.ML);
        assertThat(first.validUntil()).isEqualTo(now.plusSeconds(15));
        assertThat(first.workers()).isBetween(1, 8);
        assertThat(first.batchSize()).isEqualTo(500);
        assertThat(draft.due("executor", now.plusMillis(900))).isEmpty();
        assertThat(draft.due("executor", now.plusMillis(1_000))).isPresent();
        assertThat(draft.due("somebody", now)).isEmpty();
    }

    private void load(int seconds, DoubleUnaryOperator perSecond) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            steering.observe(sample(perSecond.applyAsDouble(second)).at(now));
        }
    }

    private static Samples sample(double perSecond) {
        return Samples.of("executor").arriving(perSecond).batch(100, Duration.ofMillis(300), PER_INTENT);
    }

    /** Knows the load to come, and says what the lie is. */
    private static final class Liar implements QuantileForecaster {
        static final int TRUSTED_UNTIL = 120;

        private final Lie lie;
        private final DoubleUnaryOperator truth;
        // The first step is not watched from its beginning, and not shown.
        private int step = 1;

        Liar(Lie lie, DoubleUnaryOperator truth) {
            this.lie = lie;
            this.truth = truth;
        }

        @Override
        public String name() {
            return "liar";
        }

        @Override
        public double forecast() {
            double next = truth.applyAsDouble(step + 1);
            return switch (lie) {
                case NOT_A_NUMBER -> Double.NaN;
                case FROZEN -> 300;
                case EXPLODING -> Math.pow(10, step);
                case THROWING -> throw new IllegalStateException("as the test wants");
                case TRAITOR_LOW -> step < TRUSTED_UNTIL ? next : 0;
                case TRAITOR_HIGH -> step < TRUSTED_UNTIL ? next : 1e9;
                case TRAITOR_WITHIN_BOUNDS -> step < TRUSTED_UNTIL ? next : 0.35 * next;
                case CONTRARY -> 600 - next;
                case TRAITOR_HANGING -> step < TRUSTED_UNTIL ? next : never();
            };
        }

        private static double never() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            return Double.NaN;
        }

        @Override
        public double quantile(double level) {
            return forecast();
        }

        @Override
        public void observe(double load) {
            step++;
        }
    }

    @Test
    void countsADayInSteps() {
        assertThat(steering.cadence()).isEqualTo(new Cadence(86_400));
    }
}
