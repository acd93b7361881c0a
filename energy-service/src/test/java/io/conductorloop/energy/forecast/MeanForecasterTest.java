package io.conductorloop.energy.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeanForecasterTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);

    @Test
    void saysTheMeanAndOneAloneWhereTheOtherIsSilent() {
        // Given
        IntensityForecaster low = (past, slots) -> certain(past, 100, 100);
        IntensityForecaster silent = (past, slots) -> certain(past, 200, Double.NaN);
        IntensityForecaster mean = new MeanForecaster(low, silent);

        // When
        IntensityForecast said = mean.forecast(IntensitySeries.of(START, STEP, 1), 2);

        // Then
        assertThat(said.expected().values()).containsExactly(150, 100);
        assertThat(said.upper().values()).containsExactly(150, 100);
        assertThat(said.expected().start()).isEqualTo(START.plus(STEP));
    }

    private static IntensityForecast certain(IntensitySeries past, double... values) {
        return IntensityForecast.certain(IntensitySeries.of(past.end(), past.step(), values));
    }
}
