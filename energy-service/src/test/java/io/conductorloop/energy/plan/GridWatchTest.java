package io.conductorloop.energy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.ConstantSource;
import io.conductorloop.energy.carbon.GramsPerKilowattHour;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.CycleForecaster;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.scaling.CarbonCap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GridWatchTest {
    private Instant now = Instant.parse("2026-11-28T19:00:00Z");

    @Test
    void seesHowCleanTheGridIsAndForgetsItInTime() {
        // Given
        CarbonIntensitySource source = new ConstantSource(new GramsPerKilowattHour(425));
        GridWatch watch = new GridWatch(
                new GridOutlook(source, new CycleForecaster(2, 1), new GridOutlook.Rules(Duration.ofDays(1), 0, 0)),
                new Zone("GB"),
                new CarbonCap.Rules(200, 500, Duration.ofDays(400_000), Duration.ofSeconds(1)),
                Duration.ofMinutes(2),
                () -> now);
        assertThat(watch.state()).isEqualTo(GridState.UNKNOWN);

        // When
        watch.look();

        // Then
        assertThat(watch.state()).isEqualTo(new GridState(CarbonCap.Why.DIRTY, .25, new Grid("GB", 425, true)));
        assertThat(watch.state().isDirty()).isFalse();
        assertThat(watch.state().intensity()).isEqualTo(425);
        now = now.plusSeconds(121);
        assertThat(watch.state()).isEqualTo(GridState.UNKNOWN);
        assertThat(watch.state().intensity()).isNaN();
    }
}
