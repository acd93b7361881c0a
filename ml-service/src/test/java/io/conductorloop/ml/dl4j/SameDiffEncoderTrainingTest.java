package io.conductorloop.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.ml.forecast.EncoderAnswers;
import io.conductorloop.ml.forecast.EncoderShape;
import io.conductorloop.ml.forecast.EncoderTraining.Example;
import io.conductorloop.ml.forecast.EncoderTraining.Plan;
import io.conductorloop.ml.forecast.EncoderWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SameDiffEncoderTrainingTest {
    private static final EncoderShape SHAPE = new EncoderShape(5, 2, 8, 2, 12, 2, 3);
    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);
    private static final int BATCH = 32;

    /** The target is how much the first number rose over the window. */
    private static final List<Example> EXAMPLES = examples(400, 11);

    @Test
    void servesInPlainJavaWhatTheGraphAnswers() {
        // Given
        EncoderWeights trained = train(3, 1);
        EncoderGraph graph = new EncoderGraph(SHAPE, LEVELS, BATCH, trained.values());
        List<Example> batch = EXAMPLES.subList(0, BATCH);

        // When
        float[][] answers = graph.answers(batch);

        // Then
        for (int i = 0; i < BATCH; i++) {
            double[] plain = EncoderAnswers.of(trained, batch.get(i).input());
            for (int j = 0; j < plain.length; j++) {
                assertThat(plain[j]).as("example " + i + ", output " + j).isCloseTo(answers[i][j], within(1e-4));
            }
        }
    }

    @Test
    void trainsTheSameWeightsFromTheSameSeedAndOthersFromAnother() {
        // When
        byte[] first = train(2, 5).toBytes();

        // Then
        assertThat(train(2, 5).toBytes()).isEqualTo(first);
        assertThat(train(2, 6).toBytes()).isNotEqualTo(first);
    }

    @Test
    void learnsWhatFollowsFromItsWindow() {
        // Given what is left when the window is not looked at
        double before = EXAMPLES.stream()
                .mapToDouble(example -> Math.abs(example.target()))
                .average()
                .orElseThrow();

        // When
        double after = medianError(train(40, 7));

        // Then
        assertThat(after).isLessThan(0.5 * before);
    }

    @Test
    void refusesToTrainOnNothingAndOnWhatIsNoNumber() {
        // Given
        Plan plan = new Plan(LEVELS, 2, BATCH, 0.01, 1);
        List<Example> poisoned = List.of(new Example(new float[10], Float.NaN));

        // When, Then
        assertThatThrownBy(() -> new SameDiffEncoderTraining().train(SHAPE, List.of(), plan))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SameDiffEncoderTraining().train(SHAPE, poisoned, plan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no number");
    }

    private static EncoderWeights train(int steps, long seed) {
        return new SameDiffEncoderTraining().train(SHAPE, EXAMPLES, new Plan(LEVELS, steps, BATCH, 0.02, seed));
    }

    private static double medianError(EncoderWeights weights) {
        return EXAMPLES.stream()
                .mapToDouble(example -> Math.abs(EncoderAnswers.of(weights, example.input())[1] - example.target()))
                .average()
                .orElseThrow();
    }

    private static List<Example> examples(int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] input = new float[SHAPE.tokens() * SHAPE.features()];
            for (int j = 0; j < input.length; j++) {
                input[j] = (float) random.nextGaussian();
            }
            examples.add(new Example(input, input[8] - input[0]));
        }
        return examples;
    }
}
