package io.conductorloop.energy.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    @Test
    void agreesWithBruteForceOnRandomCosts() {
        Random random = new Random(21);
        for (int run = 0; run < 100; run++) {
            // Given
            int objectives = 1 + random.nextInt(4);
            List<Solution<Integer>> all = IntStream.range(0, 80)
                    .mapToObj(i -> new Solution<>(
                            i,
                            random.ints(objectives, 0, 6)
                                    .mapToObj(cost -> (double) cost)
                                    .toList()))
                    .toList();

            // When
            List<Solution<Integer>> front = ParetoFront.of(all);

            // Then
            assertThat(front)
                    .as("run %d of seed 21", run)
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(one -> all.stream().noneMatch(other -> other.dominates(one)))
                            .toList());
        }
    }

    @Test
    void hypervolumeOfTwoObjectivesIsTheAreaOfTheStairs() {
        double area = Hypervolume.of(
                List.of(List.of(1.0, 3.0), List.of(2.0, 2.0), List.of(3.0, 1.0), List.of(3.0, 3.0)), List.of(4.0, 4.0));

        assertThat(area).isCloseTo(6, within(1e-12));
    }

    @Test
    void hypervolumeOfThreeObjectivesCountsWhatTwoPointsShareOnce() {
        double volume = Hypervolume.of(List.of(List.of(0.0, 0.0, 1.0), List.of(1.0, 1.0, 0.0)), List.of(2.0, 2.0, 2.0));

        assertThat(volume).isCloseTo(4 + 1, within(1e-12));
    }

    @Test
    void hypervolumeIgnoresWhatIsBeyondTheReference() {
        assertThat(Hypervolume.of(List.of(List.of(5.0, 0.0)), List.of(4.0, 4.0)))
                .isZero();
    }

    @Test
    void evolutionFindsTheFrontOfASimpleProblem() {
        // Given
        Problem problem = new Problem() {
            @Override
            public int variables() {
                return 3;
            }

            @Override
            public double[] costs(double[] choice) {
                double away = choice[1] + choice[2];
                return new double[] {choice[0] + away, 1 - choice[0] + away};
            }
        };

        // When
        List<Solution<double[]>> front = EvolvedFront.evolve(problem, 40, 80, new Random(2));

        // Then
        double volume = Hypervolume.of(front.stream().map(Solution::costs).toList(), List.of(1.1, 1.1));
        assertThat(volume).as("seed 2").isGreaterThan(.97 * (.5 + .21));
    }

    @Test
    void choosesByWeightWithinLimits() {
        // Given
        List<Solution<String>> front = List.of(
                new Solution<>("fast", List.of(1.0, 100.0)),
                new Solution<>("middle", List.of(4.0, 40.0)),
                new Solution<>("frugal", List.of(10.0, 10.0)));

        // Then
        assertThat(chosen(front, List.of(1.0, 0.0), List.of(NONE, NONE))).isEqualTo("fast");
        assertThat(chosen(front, List.of(0.0, 1.0), List.of(NONE, NONE))).isEqualTo("frugal");
        assertThat(chosen(front, List.of(1.0, 1.0), List.of(NONE, NONE))).isEqualTo("middle");
        assertThat(chosen(front, List.of(1.0, 0.0), List.of(NONE, 50.0))).isEqualTo("middle");
        assertThat(new WeightedChoice(List.of(1.0, 1.0), List.of(.5, NONE)).choose(front))
                .isEmpty();
    }

    @Test
    void refusesCostsThatAreNoFiguresAndWeightsThatWeighNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Solution<>("x", List.of(Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WeightedChoice(List.of(0.0, 0.0), List.of(NONE, NONE)));
    }

    private static String chosen(List<Solution<String>> front, List<Double> weights, List<Double> limits) {
        return new WeightedChoice(weights, limits).choose(front).orElseThrow().choice();
    }
}
