package io.conductorloop.energy.dvfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequencyOptimiserTest {
    /** Half a watt static, one voltage up to 1200 MHz, a tenth more above. */
    private static final List<OperatingPoint> BOARD =
            List.of(point(600, 1), point(800, 1), point(1000, 1), point(1200, 1), point(1400, 1.1), point(1600, 1.1));

    @Test
    void findsTheVoltageLevelsOfABoard() {
        VoltageLevels levels = new VoltageLevels(BOARD);

        assertThat(levels.levels()).isEqualTo(2);
    }

    @Test
    void predictsAFrequencyThatWasNotMeasuredOnItsLevel() {
        for (OperatingPoint held : BOARD.subList(1, 4)) {
            // Given
            VoltageLevels levels = new VoltageLevels(without(held));

            // When
            double watts = levels.watts(held.megahertz());

            // Then
            assertThat(watts).as("%d MHz", held.megahertz()).isCloseTo(held.watts(), within(.03 * held.watts()));
        }
    }

    @Test
    void expectsMoreThanALineAboveAllThatWasMeasured() {
        VoltageLevels levels = new VoltageLevels(BOARD.subList(0, 4));

        double step = levels.watts(1200) - levels.watts(1000);

        assertThat(levels.watts(1400)).isGreaterThan(levels.watts(1200) + 1.5 * step);
        assertThat(levels.watts(1201)).isCloseTo(levels.watts(1200), within(.02 * levels.watts(1200)));
    }

    @Test
    void givesBackWhatWasMeasured() {
        VoltageLevels levels = new VoltageLevels(BOARD);

        assertThat(levels.watts(1400)).isEqualTo(BOARD.get(4).watts());
        assertThat(levels.atMost(1400)).isEqualTo(BOARD.get(4).watts());
        assertThat(levels.atMost(1100)).isGreaterThan(levels.watts(1100));
    }

    @Test
    void choosesTheFrequencyOfLeastEnergyNotTheLowest() {
        // Given
        FrequencyOptimiser optimiser = FrequencyOptimiser.measured(hardware(), BOARD);

        // When
        FrequencyChoice choice = optimiser.optimise(Duration.ofSeconds(10), 100, 10);

        // Then
        assertThat(choice)
                .isInstanceOfSatisfying(
                        FrequencyChoice.Run.class,
                        run -> assertThat(run.megahertz()).isEqualTo(1200));
    }

    @Test
    void saysWhenNothingIsFastEnoughWithinTheBudget() {
        // Given
        FrequencyOptimiser optimiser = FrequencyOptimiser.measured(hardware(), BOARD);

        // When
        FrequencyChoice choice = optimiser.optimise(Duration.ofMillis(100), 150, 1.2);

        // Then
        assertThat(choice)
                .isInstanceOfSatisfying(
                        FrequencyChoice.Impossible.class,
                        impossible -> assertThat(impossible.why()).contains("1500 events/s within 1.20 W"));
    }

    @Test
    void neverChoosesAFrequencyAboveAllThatWereMeasured() {
        // Given
        FrequencyOptimiser optimiser = FrequencyOptimiser.measured(hardware(), BOARD.subList(0, 4));

        // When
        FrequencyChoice choice = optimiser.optimise(Duration.ofSeconds(1), 1500, 100);

        // Then
        assertThat(choice).isInstanceOf(FrequencyChoice.Impossible.class);
    }

    @Test
    void agreesWithBruteForceWhereEveryFrequencyIsMeasured() {
        Random random = new Random(11);
        for (int run = 0; run < 500; run++) {
            // Given
            double budget = .8 + 2 * random.nextDouble();
            double rate = 500 + 1200 * random.nextDouble();
            double least = BOARD.stream()
                    .filter(point -> point.watts() <= budget && point.eventsPerSecond() >= rate)
                    .mapToDouble(point -> point.watts() / point.eventsPerSecond())
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);

            // When
            FrequencyChoice choice =
                    FrequencyOptimiser.measured(hardware(), BOARD).optimise(Duration.ofSeconds(1), rate, budget);

            // Then
            double chosen =
                    choice instanceof FrequencyChoice.Run found ? found.joulesPerEvent() : Double.POSITIVE_INFINITY;
            assertThat(chosen).as("run %d of seed 11", run).isEqualTo(least);
        }
    }

    @Test
    void cubicLawIsExactWhereItHolds() {
        List<OperatingPoint> cubic = List.of(
                new OperatingPoint(1000, 2, 1), new OperatingPoint(2000, 9, 1), new OperatingPoint(3000, 28, 1));

        assertThat(new CubicLaw(cubic).watts(2500)).isCloseTo(16.625, within(1e-9));
    }

    @Test
    void refusesASinglePointAndOneWithoutPower() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VoltageLevels(BOARD.subList(0, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new OperatingPoint(600, 0, 1));
    }

    private static OperatingPoint point(int megahertz, double voltage) {
        return new OperatingPoint(megahertz, .5 + .001 * megahertz * voltage * voltage, megahertz);
    }

    private static List<OperatingPoint> without(OperatingPoint held) {
        List<OperatingPoint> others = new ArrayList<>(BOARD);
        others.remove(held);
        return others;
    }

    private static List<Integer> hardware() {
        return BOARD.stream().map(OperatingPoint::megahertz).toList();
    }
}
