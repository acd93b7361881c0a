package io.conductorloop.energy.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SleepProfileTest {
    private final SleepProfile seed = SleepProfile.seed();

    @Test
    void seedStatesPayFromTheirBreakEvenTimesOn() {
        assertThat(seed.breakEven(0)).isCloseTo(.005, within(1e-12));
        assertThat(seed.breakEven(1)).isCloseTo(.0225, within(1e-12));
        assertThat(seed.breakEven(2)).isCloseTo(.3, within(1e-12));
    }

    @Test
    void energyIsRentUntilEachStateAndThenItsPrice() {
        // Given
        SleepSchedule schedule = SleepSchedule.of(.1, .2, .4);

        // When
        double energy = seed.energy(schedule, .3);

        // Then
        assertThat(energy).isCloseTo(.1 * 1 + .1 * .8 + .1 * .4 + .01, within(1e-12));
    }

    @Test
    void optimumIsTheCheapestStateHeldFromTheBegin() {
        assertThat(seed.optimum(.001)).isCloseTo(.001, within(1e-12));
        assertThat(seed.optimum(.01)).isCloseTo(.01 * .8 + .001, within(1e-12));
        assertThat(seed.optimum(1)).isCloseTo(.1 + .1, within(1e-12));
    }

    @Test
    void refusesAStateThatIsNeverTheCheapest() {
        List<SleepState> states = List.of(
                new SleepState("awake", 1, 0, Duration.ZERO),
                new SleepState("nap", .9, .5, Duration.ZERO),
                new SleepState("sleep", .1, .6, Duration.ZERO));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SleepProfile(states))
                .withMessageContaining("sleep");
    }

    @Test
    void baseStationsSleepDeeperLaterInTheSlowerCategory() {
        assertThat(SleepProfile.baseStationCategory1().breakEven(1)).isLessThan(.1);
        assertThat(SleepProfile.baseStationCategory2().breakEven(1)).isGreaterThan(10);
    }

    @Test
    void refusesAScheduleThatEntersADeeperStateFirst() {
        assertThatIllegalArgumentException().isThrownBy(() -> SleepSchedule.of(2, 1));
    }
}
