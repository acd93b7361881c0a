package io.conductorloop.energy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.power.Efficiency;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.power.PowerBreakdown;
import io.conductorloop.energy.power.Watts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The seed report's figures: those that hold, and those that contradict one another. */
class SeedArithmeticTest {
    private static final Watts BEFORE = new Watts(750);
    private static final Watts AFTER = new Watts(490);
    private static final double GRID = 400;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofHours(8760);

    @Test
    void powerMakesTheReportedKilogramsADay() {
        assertThat(Grams.of(BEFORE.over(DAY), GRID).kilograms()).isCloseTo(7.2, within(1e-9));
        assertThat(Grams.of(AFTER.over(DAY), GRID).kilograms()).isCloseTo(4.704, within(1e-9));
        assertThat(Grams.of(AFTER.over(Duration.ofHours(1)), GRID).kilograms()).isCloseTo(.196, within(1e-9));
    }

    @Test
    void savingOfAYearIsAsReportedButForRounding() {
        Savings savings = new Savings(BEFORE, AFTER, YEAR, GRID, .12);

        assertThat(savings.kilowattHours()).isCloseTo(2277.6, within(1e-6));
        assertThat(savings.grams() / 1000).isCloseTo(911.04, within(1e-6));
        assertThat(savings.money()).isCloseTo(273.312, within(1e-6));
        assertThat(savings.share()).isCloseTo(.3467, within(1e-4));
    }

    @Test
    void powerTableContradictsTheReportedPue() {
        PowerBreakdown before =
                new PowerBreakdown(new Watts(200), new Watts(80), new Watts(100), new Watts(150), new Watts(220));
        PowerBreakdown after =
                new PowerBreakdown(new Watts(120), new Watts(60), new Watts(70), new Watts(100), new Watts(140));

        assertThat(before.total()).isEqualTo(BEFORE);
        assertThat(after.total()).isEqualTo(AFTER);
        assertThat(before.pue()).isCloseTo(1.415, within(5e-4));
        assertThat(after.pue()).as("the report says 1.3").isCloseTo(1.40, within(5e-4));
    }

    @Test
    void throughputContradictsTheReportedGigabitsPerWatt() {
        Duration second = Duration.ofSeconds(1);
        Efficiency efficiency = new Efficiency(12_000, 12_000 * 1024L, AFTER.over(second), second);

        assertThat(efficiency.gigabitsPerSecondPerWatt() * 490).isCloseTo(.0983, within(1e-4));
        assertThat(efficiency.gigabitsPerSecondPerWatt())
                .as("the report says 0.65")
                .isCloseTo(.0002, within(1e-5));
        assertThat(efficiency.intentsPerJoule()).isCloseTo(24.49, within(.01));
        assertThat(efficiency.perIntent().value()).isCloseTo(.0408, within(1e-4));
    }

    @Test
    void reportedReturnIsGrossAndTheNetOneIsAHundredPointsLess() {
        ReturnOnInvestment roi = new ReturnOnInvestment(600, 220);

        assertThat(roi.gross()).as("reported as 273 %").isCloseTo(2.727, within(1e-3));
        assertThat(roi.net()).isCloseTo(1.727, within(1e-3));
    }

    @Test
    void energyOfAKilowattHourIsThreePointSixMegajoules() {
        assertThat(Joules.ofWattHours(1000).value()).isEqualTo(3.6e6);
        assertThat(new Joules(3.6e6).per(Duration.ofHours(1))).isEqualTo(new Watts(1000));
    }
}
