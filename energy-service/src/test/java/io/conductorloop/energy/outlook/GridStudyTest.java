package io.conductorloop.energy.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.outlook.Studied.By;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GridStudyTest {
    private static final Zone GB = new Zone("GB");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HISTORY = Duration.ofDays(60);
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(80)).plusSeconds(1_200);
    private static final long SEED = 5;

    private final IntensitySeries truth = weeks(90);
    private final TestGrid grid = new TestGrid();
    private final GridStudy study = new GridStudy(grid, List.of(GB), HISTORY);
    private final GridOutlook outlook =
            new GridOutlook(grid, GridForecaster.plain(), study, new GridOutlook.Rules(Duration.ofDays(14), 0.05, 0.1));

    @Test
    void thePlainForecasterSpeaksUntilSomethingIsStudied() {
        grid.ahead = Double.NaN;

        Outlook.Expected before = expected(NOW);
        IntensitySeries past = truth.slots(truth.slotOf(NOW) - 14 * 24, truth.slotOf(NOW));

        assertThat(study.latest(GB, NOW)).isEmpty();
        assertThat(before.forecast().expected().value(3))
                .isEqualTo(GridForecaster.plain().forecast(past, 24).expected().value(3), within(1e-9));
    }

    @Test
    void theForecasterOfTheEvaluationSpeaksOnceItWasBetter() {
        // Given
        grid.ahead = Double.NaN;

        // When
        study.study(NOW);

        // Then
        Studied studied = study.latest(GB, NOW).orElseThrow();
        assertThat(studied.acting()).as("seed %d", SEED).isEqualTo(By.LEARNT);
        assertThat(studied.error(By.LEARNT)).isLessThan(studied.error(By.PLAIN)).isBetween(0.001, 0.2);
        assertThat(studied.error(By.PROVIDER)).isNaN();
        int now = truth.slotOf(NOW);
        IntensitySeries past = truth.slots(now - 60 * 24, now);
        assertThat(expected(NOW).forecast().expected().slots(0, 24).values())
                .containsExactly(
                        new GridForecaster().forecast(past, 24).expected().values(), within(1e-9));
        assertThat(expected(NOW).forecast().deviation(3)).isPositive();
    }

    @Test
    void theProvidersForecastIsTakenWhileItIsBetterWithTheErrorItHad() {
        // Given: 2 % off
        grid.ahead = 1.02;

        // When
        Instant now = studyOn(NOW, 72);

        // Then
        assertThat(study.latest(GB, now).orElseThrow().acting()).isEqualTo(By.PROVIDER);
        Outlook.Expected expected = expected(now);
        double next = expected.forecast().expected().value(3);
        assertThat(next).isEqualTo(1.02 * truth.at(now.plus(Duration.ofHours(3))), within(1e-9));
        assertThat(expected.forecast().deviation(3)).isEqualTo(0.02 * 1.2533 * next, within(1e-3 * next));
    }

    @Test
    void whatIsLearntTakesThePlaceOfAProviderThatIsWorse() {
        // Given: half as much again as it turns out
        grid.ahead = 1.5;
        study.study(NOW);
        double asSaid = expected(NOW).forecast().expected().value(3);

        // When
        Instant now = studyOn(NOW, 72);

        // Then
        assertThat(asSaid).isEqualTo(1.5 * truth.at(NOW.plus(Duration.ofHours(3))), within(1e-9));
        Studied studied = study.latest(GB, now).orElseThrow();
        assertThat(studied.acting()).isEqualTo(By.LEARNT);
        assertThat(studied.error(By.PROVIDER)).isEqualTo(0.5, within(1e-9));
        for (int ahead = 1; ahead < 24; ahead++) {
            double really = truth.at(now.plus(HOUR.multipliedBy(ahead)));
            assertThat(expected(now).forecast().expected().value(ahead)).isEqualTo(really, within(0.3 * really));
        }
    }

    @Test
    void whatWasStudiedIsNotActedOnForLongOnceTheSourceFails() {
        // Given
        grid.ahead = Double.NaN;
        study.study(NOW);
        grid.failing = true;
        grid.present = NOW.plus(HOUR);

        // When
        study.study(NOW.plus(HOUR));

        // Then
        assertThat(outlook.from(GB, NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(3))))
                .isInstanceOf(Outlook.Unknown.class);
        assertThat(study.latest(GB, NOW.plus(HOUR))).isPresent();
        assertThat(study.latest(GB, NOW.plus(HOUR.multipliedBy(6)))).isEmpty();
    }

    @Test
    void learnsFromADayWhereTheAccountShowsNoMore() {
        grid.ahead = Double.NaN;
        grid.shows = Duration.ofDays(1);

        Instant now = studyOn(NOW, 60);

        Studied studied = study.latest(GB, now).orElseThrow();
        assertThat(studied.error(By.PLAIN)).isPositive();
        assertThat(studied.forecast().expected().at(now.plus(HOUR))).isPositive();
    }

    @Test
    void aPastThatGrowsForEverIsCutAndGoesOnToBeForecast() {
        // Given
        ZoneStudy zone = new ZoneStudy("grid", truth.slots(0, 40 * 24), 31 * 24);
        zone.study(null, false);

        // When
        Studied studied = null;
        for (int end = 40 * 24 + 12; end <= 70 * 24; end += 12) {
            zone.append(truth.slots(end - 20, end));
            studied = zone.study(null, false);
            assertThat(zone.size()).isLessThanOrEqualTo(2 * 31 * 24);
        }

        // Then
        assertThat(zone.end()).isEqualTo(truth.slotStart(70 * 24));
        assertThat(zone.size()).isLessThan(70 * 24);
        assertThat(studied).isNotNull();
        assertThat(studied.forecast().expected().start()).isEqualTo(zone.end());
    }

    @Test
    void aModelIsNotStudied() {
        GridStudy model = new GridStudy(new TypicalDay(400, ZoneOffset.UTC), List.of(GB), HISTORY);

        model.study(NOW);

        assertThat(model.latest(GB, NOW)).isEmpty();
    }

    @Test
    void shortSlotsAreStudiedByTheHour() {
        Instant start = Instant.parse("2026-06-15T10:30:00Z");

        IntensitySeries hours =
                GridStudy.byTheHour(IntensitySeries.of(start, Duration.ofMinutes(30), 100, 200, 400, 0, 300, 100));

        assertThat(hours).isNotNull();
        assertThat(hours.start()).isEqualTo("2026-06-15T11:00:00Z");
        assertThat(hours.values()).containsExactly(300, 300);
        assertThat(GridStudy.byTheHour(IntensitySeries.of(start, Duration.ofMinutes(7), 1)))
                .isNull();
    }

    /** Looks every hour, and says when it looked last. */
    private Instant studyOn(Instant from, int hours) {
        Instant now = from;
        for (int hour = 0; hour <= hours; hour++) {
            now = from.plus(HOUR.multipliedBy(hour));
            grid.present = now;
            study.study(now);
        }
        return now;
    }

    private Outlook.Expected expected(Instant now) {
        return (Outlook.Expected) outlook.from(GB, now, now.plus(Duration.ofHours(30)));
    }

    /** Days with a cycle, cleaner weekends, and weather. */
    private static IntensitySeries weeks(int days) {
        Random chance = new Random(SEED);
        double[] values = new double[days * 24];
        double weather = 0;
        for (int hour = 0; hour < values.length; hour++) {
            weather = 0.95 * weather + 0.02 * chance.nextGaussian();
            double weekend = hour / 24 % 7 >= 5 ? 0.6 : 1;
            values[hour] = 300 * weekend * Math.exp(0.2 * Math.sin(hour * Math.PI / 12) + weather);
        }
        return IntensitySeries.of(START, HOUR, values);
    }

    /** Knows the truth of the past, and says {@code ahead} times it of what is to come. */
    private final class TestGrid implements CarbonIntensitySource {
        private double ahead;
        private boolean failing;
        private Instant present = NOW;
        private Duration shows = Duration.ofDays(365);

        @Override
        public String name() {
            return "grid";
        }

        @Override
        public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
            Instant now = to.isBefore(present) ? to : present;
            if (failing || from.isBefore(now.minus(shows))) {
                return new IntensityAnswer.Unavailable("grid", "as the test wants");
            }
            int first = truth.slotOf(from);
            double[] values = truth.slots(first, truth.slotOf(to) + 1).values();
            int known = truth.slotOf(now) - first;
            Arrays.setAll(values, slot -> slot < known ? values[slot] : ahead * values[slot]);
            return new IntensityAnswer.Known(IntensitySeries.of(truth.slotStart(first), HOUR, values), "grid", false);
        }
    }
}
