package io.conductorloop.energy.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.CachedSource;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.FailoverSource;
import io.conductorloop.energy.carbon.FreshSource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.files.CsvIntensitySource;
import io.conductorloop.energy.forecast.CycleForecaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridOutlookTest {
    private static final Zone GB = new Zone("GB");
    private static final Instant NOW = Instant.parse("2026-06-15T10:17:31.250Z");
    private static final GridOutlook.Rules RULES = new GridOutlook.Rules(Duration.ofDays(14), 0.05, 0.1);

    @Test
    void takesASourceThatLooksAheadAtItsWord() {
        Outlook outlook = outlook(new TypicalDay(400, ZoneOffset.UTC)).from(GB, NOW, NOW.plusSeconds(7_200));

        assertThat(outlook).isInstanceOfSatisfying(Outlook.Expected.class, expected -> {
            assertThat(expected.estimated()).isTrue();
            assertThat(expected.source()).isEqualTo("typical-day");
            IntensitySeries series = expected.forecast().expected();
            assertThat(series.start()).isEqualTo("2026-06-15T10:00:00Z");
            assertThat(series.end()).isAfter(NOW.plusSeconds(7_200));
            assertThat(expected.forecast().deviation(0)).isEqualTo(0.1 * series.value(0), within(1e-9));
        });
    }

    @Test
    void goesOnFromThePastWhereTheSourceDoesNotLookAhead() {
        CarbonIntensitySource past = source((zone, from, to) -> {
            IntensityAnswer.Known all = (IntensityAnswer.Known)
                    new TypicalDay(400, ZoneOffset.UTC).intensity(zone, from, to.isBefore(NOW) ? to : NOW);
            return new IntensityAnswer.Known(all.series().knownAt(NOW), "past", false);
        });

        Outlook outlook = outlook(past).from(GB, NOW, NOW.plusSeconds(36_000));

        assertThat(outlook).isInstanceOfSatisfying(Outlook.Expected.class, expected -> {
            IntensitySeries series = expected.forecast().expected();
            assertThat(series.start()).isEqualTo("2026-06-15T10:00:00Z");
            IntensityAnswer.Known truth = (IntensityAnswer.Known)
                    new TypicalDay(400, ZoneOffset.UTC).intensity(GB, series.start(), series.end());
            for (int slot = 0; slot < series.size(); slot++) {
                assertThat(series.value(slot)).isEqualTo(truth.series().value(slot), within(5.0));
            }
        });
    }

    @Test
    void expectsOfAMomentInThePastNoMoreThanWasKnownThen() {
        // Given: what came after is nothing like it
        Instant then = NOW.minus(Duration.ofDays(5));
        CarbonIntensitySource turned = source((zone, from, to) -> {
            double[] values = new double[24 * 60];
            for (int i = 0; i < values.length; i++) {
                Instant hour = NOW.minus(Duration.ofDays(40)).plus(Duration.ofHours(i));
                values[i] = hour.isBefore(then.minus(Duration.ofHours(1))) ? 200 : 900;
            }
            return new IntensityAnswer.Known(
                    IntensitySeries.of(NOW.minus(Duration.ofDays(40)), Duration.ofHours(1), values), "grid", false);
        });

        // When
        Outlook outlook = outlook(turned).asOf(GB, then, then.plus(Duration.ofHours(10)));

        // Then
        assertThat(outlook)
                .isInstanceOfSatisfying(
                        Outlook.Expected.class,
                        expected -> assertThat(expected.forecast().expected().at(then.plus(Duration.ofHours(9))))
                                .isEqualTo(200, within(20.0)));
        assertThat(outlook(source((_, _, _) -> new IntensityAnswer.Unavailable("grid", "is on fire")))
                        .asOf(GB, then, NOW))
                .isEqualTo(new Outlook.Unknown("grid: is on fire"));
    }

    @Test
    void saysWhyNothingIsKnown() {
        assertThat(outlook(source((_, _, _) -> new IntensityAnswer.Unavailable("grid", "is on fire")))
                        .from(GB, NOW, NOW.plusSeconds(60)))
                .isEqualTo(new Outlook.Unknown("grid: is on fire"));
        assertThat(outlook(source((_, from, _) -> new IntensityAnswer.Known(
                                IntensitySeries.of(from, Duration.ofHours(1), 0, 0), "grid", false)))
                        .from(GB, NOW, NOW.plusSeconds(60)))
                .isInstanceOf(Outlook.Unknown.class);
    }

    @Test
    void knowsTheIntensityOfAMomentThroughAllItsLayers(@TempDir Path folder) throws Exception {
        // Given
        Files.writeString(
                folder.resolve("GB.csv"),
                "time,g\n2026-06-15T10:17:30Z,120\n2026-06-15T10:17:31Z,130\n2026-06-15T10:17:32Z,140\n");
        InstantSource clock = InstantSource.fixed(NOW);
        CarbonIntensitySource layered = new FailoverSource(List.of(new FreshSource(
                new CachedSource(
                        new CsvIntensitySource(folder, Duration.ofSeconds(1), clock),
                        new CachedSource.Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)),
                        clock),
                Duration.ofHours(1),
                clock)));

        // Then
        assertThat(outlook(layered).at(GB, NOW)).hasValue(130);
        assertThat(outlook(layered).at(GB, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void theTypicalDayIsCleanestAtNoonAndHasItsMean() {
        IntensityAnswer.Known day = (IntensityAnswer.Known) new TypicalDay(400, ZoneOffset.ofHours(2))
                .intensity(GB, Instant.parse("2026-06-15T22:00:00Z"), Instant.parse("2026-06-16T22:00:00Z"));

        assertThat(day.series().size()).isEqualTo(48);
        assertThat(day.series().mean()).isEqualTo(400, within(0.5));
        assertThat(day.series().at(Instant.parse("2026-06-16T10:45:00Z"))).isLessThan(345);
        assertThat(day.series().at(Instant.parse("2026-06-16T16:45:00Z"))).isGreaterThan(470);
    }

    private static GridOutlook outlook(CarbonIntensitySource source) {
        return new GridOutlook(source, new CycleForecaster(14, 12), RULES);
    }

    private interface Question {
        IntensityAnswer ask(Zone zone, Instant from, Instant to);
    }

    private static CarbonIntensitySource source(Question question) {
        return new CarbonIntensitySource() {
            @Override
            public String name() {
                return "grid";
            }

            @Override
            public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
                return question.ask(zone, from, to);
            }
        };
    }
}
