package io.conductorloop.ml.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResourceTunerTest {
    private static final PipelineModel MODEL = new PipelineModel(100, 3, 7, 40);
    private static final int STAY = Tuning.stepTowards(0);

    private static double[] load(int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] load = new double[steps];
        for (int i = 0; i < steps; i++) {
            load[i] = 800 + 300 * Math.sin(i / 50.0) + (random.nextInt(40) == 0 ? 800 : 0) + 50 * random.nextGaussian();
        }
        return load;
    }

    private static PipelineSimulator world(double[] load) {
        return new PipelineSimulator(MODEL, RewardWeights.usual(), load, 800, load.length, new SplittableRandom(1));
    }

    @Test
    void aModelIsFoundAgainInItsTelemetry() {
        // Given
        List<PipelineModel.Telemetry> samples = new ArrayList<>();
        for (int workers = 1; workers < 20; workers++) {
            for (double busy : new double[] {0.2, 0.6, 1, 1}) {
                double finished = workers * 100 * busy;
                samples.add(new PipelineModel.Telemetry(workers, finished, workers * 3 + finished * 0.07));
            }
        }

        // When
        PipelineModel fitted = PipelineModel.fitted(samples, 40);

        // Then
        assertThat(fitted.perWorker()).isCloseTo(100, within(1e-9));
        assertThat(fitted.idleWatts()).isCloseTo(3, within(1e-6));
        assertThat(fitted.busyWatts()).isCloseTo(7, within(1e-6));
    }

    @Test
    void theCalibratedRuleEarnsMoreThanTheUsualOne() {
        PipelineSimulator world = world(load(1000, 1));

        ThresholdRule rule = ThresholdRule.calibrated(world);

        assertThat(Trial.reward(world, rule))
                .isGreaterThan(Trial.reward(world, new ThresholdRule(0.8, 0.5, STAY + 1, STAY - 1, 1, 1, 1)));
    }

    @Test
    void aPolicyThatGivesNoNumbersHandsOverToTheRule() {
        // Given
        PipelineSimulator world = world(load(500, 2));
        ThresholdRule rule = new ThresholdRule(0.8, 0.5, STAY + 1, STAY - 1, 1, 1, 2);
        ShieldedPolicy shielded = new ShieldedPolicy(
                observation -> {
                    throw new ArithmeticException("NaN");
                },
                rule);

        // When
        double earned = Trial.reward(world, shielded);

        // Then
        assertThat(earned).isEqualTo(Trial.reward(world, rule));
        assertThat(shielded.handedOver()).isEqualTo(500);
    }

    @Test
    void theShieldKeepsWorkersWhileIntentsWait() {
        // Given
        ShieldedPolicy shielded =
                new ShieldedPolicy(observation -> new int[] {0, 1, 1, 1}, observation -> new int[] {STAY, 0, 0, 0});
        double[] waiting = new double[10];
        waiting[PipelineSimulator.BACKLOG] = 0.5;
        double[] flooded = new double[10];
        flooded[PipelineSimulator.BACKLOG] = 4;

        // When, Then
        assertThat(shielded.decide(new double[10])).containsExactly(0, 1, 1, 1);
        assertThat(shielded.decide(waiting)).containsExactly(STAY, 1, 1, 1);
        assertThat(shielded.decide(flooded)).containsExactly(STAY, 0, 0, 0);
        assertThat(shielded.decide(new double[10])).containsExactly(STAY, 0, 0, 0);
    }

    @Test
    void anAdversarialPolicyIsNotPromoted() {
        // Given
        PipelineSimulator world = world(load(1500, 3));
        ThresholdRule rule = new ThresholdRule(0.8, 0.5, STAY + 1, STAY - 1, 1, 1, 2);

        // When, Then
        assertThat(ResourceTuner.beats(world, observation -> new int[] {0, 0, 0, 0}, rule))
                .isFalse();
        assertThat(ResourceTuner.beats(world, rule, rule)).isFalse();
        assertThat(ResourceTuner.beats(world, rule, observation -> new int[] {0, 0, 0, 0}))
                .isTrue();
    }

    @Test
    void trainingGivesAnActingPolicyThatIsNeverTheUnshieldedOne() {
        // Given
        double[] load = load(2000, 4);
        SplittableRandom random = new SplittableRandom(5);
        ThresholdRule rule = new ThresholdRule(0.8, 0.5, STAY + 1, STAY - 1, 1, 1, 2);

        // When
        ResourceTuner.Outcome outcome = ResourceTuner.trained(
                rule,
                MODEL,
                RewardWeights.usual(),
                load,
                800,
                new PpoSettings(8, 512, 2, 128, 1e-3, 0.95, 0.9, 0.2, 0, 0.5),
                2048,
                random);

        // Then
        assertThat(outcome.acting()).isNotSameAs(outcome.learnt());
        assertThat(outcome.promoted() ? outcome.acting() : rule).isEqualTo(outcome.acting());
        assertThat(outcome.episodes()).hasSize(4);
    }

    @Test
    void noPolicyEarnsByRefusingToWork() {
        PipelineSimulator world = world(load(1000, 6));
        double[] earned = Arrays.stream(new int[] {0, STAY})
                .mapToDouble(step -> Trial.reward(world, observation -> new int[] {step, 1, 1, 2}))
                .toArray();

        assertThat(earned[0]).isLessThan(earned[1]);
    }
}
