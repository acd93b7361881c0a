package io.conductorloop.ml.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PpoTest {
    /** Wants the first decision to say the sign of what is seen and the second to be 2 always. */
    private static final class Signs implements Environment {
        private final SplittableRandom random = new SplittableRandom(1);
        private double sign;
        private int steps;

        @Override
        public int observationSize() {
            return 1;
        }

        @Override
        public int[] choices() {
            return new int[] {2, 3};
        }

        @Override
        public double[] reset() {
            steps = 0;
            sign = random.nextBoolean() ? 1 : -1;
            return new double[] {sign};
        }

        @Override
        public Step step(int[] decisions) {
            double reward = (decisions[0] == (sign > 0 ? 1 : 0) ? 1 : 0) + (decisions[1] == 2 ? 1 : 0);
            sign = random.nextBoolean() ? 1 : -1;
            return new Step(new double[] {sign}, reward, false, ++steps >= 20);
        }
    }

    private static final PpoSettings SMALL = new PpoSettings(8, 256, 6, 64, 3e-3, 0.9, 0.9, 0.2, 0.001, 0.5);

    @Test
    void learnsEveryHead() {
        Ppo ppo = new Ppo(new Signs(), SMALL, new SplittableRandom(2));

        ppo.learn(10_000);

        assertThat(ppo.policy().decide(new double[] {1})).containsExactly(1, 2);
        assertThat(ppo.policy().decide(new double[] {-1})).containsExactly(0, 2);
        assertThat(ppo.sound()).isTrue();
    }

    @Test
    void sameSeedLearnsTheSame() {
        assertThat(new Ppo(new Signs(), SMALL, new SplittableRandom(3)).learn(1024))
                .isEqualTo(new Ppo(new Signs(), SMALL, new SplittableRandom(3)).learn(1024));
    }

    @Test
    void advantagesAreThoseOfTheDefinition() {
        // Given: two steps, the episode ends after the first, is cut short after the second
        Rollout rollout = new Rollout(3);
        rollout.rewards[0] = 1;
        rollout.rewards[1] = 2;
        rollout.rewards[2] = 3;
        rollout.values[0] = 0.5;
        rollout.values[1] = 0.25;
        rollout.values[2] = 1;
        rollout.over[1] = true;
        rollout.valuesBeyond[1] = 4;

        // When
        rollout.estimate(10, 0.9, 0.8);

        // Then
        double second = 2 + 0.9 * 4 - 0.25;
        assertThat(rollout.advantages[2]).isCloseTo(3 + 0.9 * 10 - 1, within(1e-12));
        assertThat(rollout.advantages[1]).isCloseTo(second, within(1e-12));
        assertThat(rollout.advantages[0]).isCloseTo(1 + 0.9 * 0.25 - 0.5 + 0.9 * 0.8 * second, within(1e-12));
        assertThat(rollout.returns[1]).isCloseTo(second + 0.25, within(1e-12));
    }

    @Test
    void derivativeOfTheHeadsIsThatOfFiniteDifferences() {
        // Given
        CategoricalHeads heads = new CategoricalHeads(new int[] {2, 3});
        double[] logits = {0.3, -0.2, 1, 0, -1};
        int[] decisions = {1, 0};
        double[] error = new double[5];

        // When
        heads.read(logits);
        heads.derivative(decisions, 2, 0.5, error);

        // Then
        for (int i = 0; i < logits.length; i++) {
            logits[i] += 1e-6;
            heads.read(logits);
            double above = 2 * heads.logProbability(decisions) + 0.5 * heads.entropy();
            logits[i] -= 2e-6;
            heads.read(logits);
            double below = 2 * heads.logProbability(decisions) + 0.5 * heads.entropy();
            logits[i] += 1e-6;
            assertThat(error[i]).as("logit %d", i).isCloseTo((above - below) / 2e-6, within(1e-7));
        }
    }

    @Test
    void samplesAsOftenAsTheDistributionSays() {
        // Given
        CategoricalHeads heads = new CategoricalHeads(new int[] {3});
        heads.read(new double[] {Math.log(0.5), Math.log(0.3), Math.log(0.2)});
        SplittableRandom random = new SplittableRandom(4);
        int[] counts = new int[3];

        // When
        for (int i = 0; i < 10_000; i++) {
            counts[heads.sample(random)[0]]++;
        }

        // Then
        assertThat(counts[0]).isBetween(4800, 5200);
        assertThat(counts[2]).isBetween(1850, 2150);
        assertThat(heads.likeliest()).containsExactly(0);
    }

    @Test
    void aPoleThatIsPushedOneWayFallsAsInTheReference() {
        CartPole world = new CartPole(new SplittableRandom(5));

        int stood = Trial.rewards(world, observation -> new int[] {1}).size();

        assertThat(stood).isBetween(8, 11);
    }
}
