package io.conductorloop.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
    @Test
    void naiveSaysTheLastLoad() {
        // Given
        Forecaster naive = Ewma.naive();

        // When
        naive.observe(3);
        naive.observe(8);

        // Then
        assertThat(naive.forecast()).isEqualTo(8);
    }

    @Test
    void ewmaMovesByItsWeightTowardsTheNewestLoad() {
        // Given
        Forecaster ewma = new Ewma(0.25);

        // When
        ewma.observe(8);
        ewma.observe(16);

        // Then
        assertThat(ewma.forecast()).isEqualTo(10);
    }

    @Test
    void seasonalNaiveSaysTheLoadOfOneSeasonAgo() {
        // Given
        Forecaster seasonal = new SeasonalNaive(3);

        // When
        for (double load : new double[] {1, 2, 3, 4}) {
            seasonal.observe(load);
        }

        // Then
        assertThat(seasonal.forecast()).isEqualTo(2);
    }

    @Test
    void seasonalNaiveSaysTheLastLoadBeforeItsFirstSeasonIsOver() {
        // Given
        Forecaster seasonal = new SeasonalNaive(3);

        // When
        seasonal.observe(7);

        // Then
        assertThat(seasonal.forecast()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void baselinesOutliveALoadThatCouldNotBeMeasured(double unmeasured) {
        for (Forecaster forecaster : new Forecaster[] {Ewma.naive(), new Ewma(0.5), new SeasonalNaive(1)}) {
            // When
            forecaster.observe(5);
            forecaster.observe(unmeasured);

            // Then
            assertThat(forecaster.forecast()).as(forecaster.name()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void refusesAWeightThatIsNone(double weight) {
        assertThatThrownBy(() -> new Ewma(weight)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cadenceCountsTheStepsOfADayAndAWeek() {
        assertThat(Cadence.HOURLY.day()).isEqualTo(24);
        assertThat(Cadence.MINUTELY.week()).isEqualTo(10080);
        assertThat(Cadence.every(Duration.ofMinutes(15)).day()).isEqualTo(96);
        assertThatThrownBy(() -> Cadence.every(Duration.ofHours(7))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void historyKeepsTheLatestLoadsAndNoMore() {
        // Given
        LoadHistory history = new LoadHistory(3);

        // When
        for (int i = 1; i <= 5; i++) {
            history.add(i);
        }

        // Then
        assertThat(history.size()).isEqualTo(3);
        assertThat(history.count()).isEqualTo(5);
        assertThat(history.ago(1)).isEqualTo(5);
        assertThat(history.ago(3)).isEqualTo(3);
        assertThat(history.ago(99)).isEqualTo(3);
        assertThat(history.around(2, 1)).isEqualTo(4);
        assertThat(history.around(1, 1)).isEqualTo(4.5);
    }
}
