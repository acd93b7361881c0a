package io.conductorloop.energy.renewables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.renewables.OutputForecaster.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputForecasterTest {
    private static final long FIRST = 24L * 18_000;
    private static final int DAYS = 120;
    private static final int DAY = 24;

    @ParameterizedTest
    @ValueSource(ints = {-3, 0, 24, 27})
    void learnsWhatWindGivesHoweverItsRowsAreLabelled(int early) {
        // Given
        Hours speed = wind(DAYS + 2);
        Hours output = cubed(speed, early, DAYS);
        OutputForecaster forecaster = new OutputForecaster(Kind.WIND);

        // When
        Hours expected = forecaster.nextDay(output, speed);

        // Then
        assertThat(forecaster.lag()).isEqualTo(early);
        assertThat(expected.first()).isEqualTo(output.end());
        for (long hour = expected.first(); hour < expected.end(); hour++) {
            double truth = Math.pow(speed.at(hour - early), 3);
            assertThat(expected.at(hour)).as("hour %d", hour).isEqualTo(truth, within(30 + 0.05 * truth));
        }
    }

    @Test
    void learnsWhatTheSunGivesByTheTimeOfDay() {
        // Given: panels that face east, under clouds that come and go by the day
        Random random = new Random(3);
        double[] sun = new double[(DAYS + 2) * DAY];
        double[] panels = new double[DAYS * DAY];
        for (int day = 0; day < DAYS + 2; day++) {
            double sky = 0.3 + 0.7 * random.nextDouble();
            for (int hour = 0; hour < DAY; hour++) {
                int i = day * DAY + hour;
                sun[i] = 800 * sky * Math.max(0, Math.sin((hour - 6) * Math.PI / 12));
                if (day < DAYS) {
                    panels[i] = sun[i] * (hour < 12 ? 3 : 1);
                }
            }
        }
        Hours irradiance = Hours.of(FIRST, sun);

        // When
        Hours expected = new OutputForecaster(Kind.SOLAR).nextDay(Hours.of(FIRST, panels), irradiance);

        // Then
        for (int hour = 0; hour < DAY; hour++) {
            double truth = sun[DAYS * DAY + hour] * (hour < 12 ? 3 : 1);
            assertThat(expected.at(expected.first() + hour)).as("hour %d", hour).isEqualTo(truth, within(120.0));
        }
    }

    @Test
    void saysNothingOfHoursWhoseWeatherIsNotKnown() {
        // Given
        Hours speed = wind(DAYS + 2);
        Hours output = cubed(speed, 0, DAYS);

        // When
        Hours expected = new OutputForecaster(Kind.WIND).nextDay(output, speed.before(output.end() + 10));

        // Then
        assertThat(expected.at(output.end() + 5)).isNotNaN();
        assertThat(expected.at(output.end() + 15)).isNaN();
    }

    @Test
    void learnsAsSoonAsThereIsEnoughAndMindsNoFigureThatIsNone() {
        // Given
        double[] values = wind(DAYS + 2).values();
        values[40] = Double.POSITIVE_INFINITY;
        values[41] = Double.NEGATIVE_INFINITY;
        Hours speed = Hours.of(FIRST, values);
        OutputForecaster forecaster = new OutputForecaster(Kind.WIND);
        forecaster.nextDay(cubed(speed, 0, 20), speed);

        // When
        Hours output = cubed(wind(DAYS + 2), 0, 40);
        Hours expected = forecaster.nextDay(output, speed);

        // Then
        double truth = Math.pow(speed.at(output.end() + 3), 3);
        assertThat(expected.at(output.end() + 3)).isEqualTo(truth, within(30 + 0.05 * truth));
    }

    @Test
    void saysNothingBeforeFourWeeksAreKnown() {
        Hours speed = wind(30);
        Hours output = cubed(speed, 0, 28);
        assertThat(new OutputForecaster(Kind.WIND).nextDay(output, speed).values())
                .containsOnly(Double.NaN);
        assertThat(new OutputForecaster(Kind.SOLAR)
                        .nextDay(Hours.of(FIRST), Hours.of(FIRST))
                        .values())
                .containsOnly(Double.NaN);
    }

    @Test
    void learnsAnewOnceAWeekHasPassed() {
        // Given: more turbines by and by, none before
        Hours speed = wind(DAYS + 40);
        OutputForecaster forecaster = new OutputForecaster(Kind.WIND);
        Hours few = cubed(speed, 0, 40);
        Hours many = cubed(speed, 0, DAYS);
        forecaster.nextDay(few, speed);

        // When
        Hours expected = forecaster.nextDay(many, speed);

        // Then
        double truth = Math.pow(speed.at(many.end() + 3), 3);
        assertThat(expected.at(many.end() + 3)).isEqualTo(truth, within(30 + 0.05 * truth));
    }

    /** m/s, by days that differ, with gusts of hours. */
    private static Hours wind(int days) {
        Random random = new Random(1);
        double[] speed = new double[days * DAY];
        double now = 6;
        for (int i = 0; i < speed.length; i++) {
            now = Math.clamp(now + random.nextGaussian() * 0.8 + (6 - now) * 0.05, 0, 12);
            speed[i] = now;
        }
        return Hours.of(FIRST, speed);
    }

    private static Hours cubed(Hours speed, int early, int days) {
        double[] output = new double[days * DAY];
        for (int i = 0; i < output.length; i++) {
            double at = speed.at(FIRST + i - early);
            output[i] = at * at * at;
        }
        return Hours.of(FIRST, output);
    }
}
