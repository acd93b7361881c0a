package io.conductorloop.evaluation.ml.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The benchmark's rules, by hand-computed cases. */
class NabScoringTest {
    private final NabScoring scoring = new NabScoring(NabScoring.STANDARD);

    private static NabSeries series(int rows, NabSeries.Window... windows) {
        List<Instant> times = IntStream.range(0, rows)
                .mapToObj(i -> Instant.ofEpochSecond(300L * i))
                .toList();
        return new NabSeries("realX/y.csv", times, new double[rows], List.of(windows));
    }

    private static double[] alarms(int rows, int... at) {
        double[] scores = new double[rows];
        for (int row : at) {
            scores[row] = 1;
        }
        return scores;
    }

    private double score(NabSeries series, int... at) {
        return scoring.at(0.5, List.of(series), List.of(alarms(series.values().length, at)));
    }

    @Test
    void silenceScoresNothingAndTheFirstRowOfAWindowAll() {
        NabSeries series = series(1000, new NabSeries.Window(500, 599));

        assertThat(score(series)).isZero();
        assertThat(score(series, 500)).isCloseTo(100, within(1e-9));
    }

    @Test
    void onlyTheEarliestAlarmOfAWindowCounts() {
        NabSeries series = series(1000, new NabSeries.Window(500, 599));

        assertThat(score(series, 550, 560, 570)).isEqualTo(score(series, 550));
        assertThat(score(series, 550)).isGreaterThan(score(series, 560));
    }

    @Test
    void halfThroughAWindowIsWorthWhatTheSigmoidSays() {
        NabSeries series = series(1000, new NabSeries.Window(500, 599));

        // Place -0.5: 2/(1+e^-2.5) - 1 = 0.848284, over the most, 2/(1+e^-5) - 1 = 0.986614.
        assertThat(score(series, 550)).isCloseTo(100 * (0.848284 / 0.986614 + 1) / 2, within(1e-3));
    }

    @Test
    void anAlarmBeforeAnyWindowCostsTheWholeWeightAndOneRightAfterLittle() {
        NabSeries series = series(1000, new NabSeries.Window(500, 599));

        assertThat(score(series, 400)).isCloseTo(-100 * 0.11 / 2, within(1e-9));
        // One row after a window of 100: place 1/99.
        assertThat(score(series, 600)).isCloseTo(-50 * 0.11 * (1 - 2 / (1 + Math.exp(5.0 / 99))), within(1e-9));
        assertThat(score(series, 950)).isCloseTo(-100 * 0.11 / 2, within(1e-9));
    }

    @Test
    void nothingIsScoredInTheProbation() {
        NabSeries series = series(1000, new NabSeries.Window(500, 599));

        assertThat(score(series, 0, 50, 149)).isZero();
        assertThat(score(series, 150)).isNegative();
        assertThat(series(6000).probation()).isEqualTo(750);
    }

    @Test
    void theBestThresholdIsNoWorseThanAnyOther() {
        // Given
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        NabSeries series = series(1000, new NabSeries.Window(300, 349), new NabSeries.Window(700, 749));
        double[] scores =
                random.doubles(1000).map(x -> Math.round(x * 50) / 50.0).toArray();
        scores[310] = 1.5;

        // When
        NabScoring.Result best = scoring.best(List.of(series), List.of(scores));

        // Then
        for (double threshold = 0; threshold < 2; threshold += 0.01) {
            assertThat(scoring.at(threshold, List.of(series), List.of(scores)))
                    .as("seed %d, threshold %s", seed, threshold)
                    .isLessThanOrEqualTo(best.score() + 1e-9);
        }
        assertThat(scoring.at(best.threshold(), List.of(series), List.of(scores)))
                .isCloseTo(best.score(), within(1e-9));
    }

    @Test
    void windowsLieAroundLabelsAreJoinedAndKeptOutOfTheProbation() {
        // A tenth of 4,032 rows is 403; half of it to each side, as NAB's own window of art_daily_jumpsdown.
        assertThat(NabCorpus.windows(4032, 604, List.of(2988))).containsExactly(new NabSeries.Window(2787, 3189));
        assertThat(NabCorpus.windows(1000, 150, List.of(160, 500, 530)))
                .containsExactly(new NabSeries.Window(484, 546));
        assertThat(NabCorpus.windows(1000, 150, List.of(500, 530))).containsExactly(new NabSeries.Window(475, 555));
        assertThat(NabCorpus.windows(1000, 150, List.of())).isEmpty();
    }
}
