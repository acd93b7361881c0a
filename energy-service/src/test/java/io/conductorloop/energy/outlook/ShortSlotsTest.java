package io.conductorloop.energy.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.EnergyPlanned.Grid;
import io.conductorloop.energy.carbon.CachedSource;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.files.CsvIntensitySource;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.plan.GridWatch;
import io.conductorloop.energy.scaling.CarbonCap;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid of which every second of two days is known: 172,800 slots, more than are to be held. Dirty for the last hour. */
class ShortSlotsTest {
    private static final Zone GB = new Zone("GB");
    private static final Instant NOW = Instant.parse("2026-06-15T10:17:31Z");
    private static final Instant DIRTY_SINCE = NOW.minus(Duration.ofHours(1));
    private static final Duration DAY = Duration.ofDays(1);
    private static final CarbonCap.Rules RULES =
            new CarbonCap.Rules(200, 500, Duration.ofMinutes(50), Duration.ofMinutes(20));

    @TempDir
    Path folder;

    private final List<Integer> sizes = new ArrayList<>();
    private GridOutlook outlook;
    private GridStudy study;

    @BeforeEach
    void twoDaysOfSeconds() throws IOException {
        try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("GB.csv"))) {
            file.write("time,gCO2e/kWh\n");
            Instant end = NOW.plus(Duration.ofHours(1));
            for (Instant at = NOW.minus(DAY.multipliedBy(2)); at.isBefore(end); at = at.plusSeconds(1)) {
                file.write(at + "," + (at.isBefore(DIRTY_SINCE) ? 100 : 400) + "\n");
            }
        }
        CarbonIntensitySource file = new CsvIntensitySource(folder, Duration.ofSeconds(1), () -> NOW);
        CarbonIntensitySource source =
                new CachedSource(counted(file), new CachedSource.Limits(DAY, DAY, DAY), () -> NOW);
        study = new GridStudy(source, List.of(GB), DAY.multipliedBy(90));
        outlook = new GridOutlook(
                source, GridForecaster.plain(), study, new GridOutlook.Rules(DAY.multipliedBy(14), .05, .1));
    }

    @Test
    void lookingBackForDaysHoldsNoMoreThanIsToBeAndIsRight() {
        // Given
        GridWatch watch = new GridWatch(outlook, GB, RULES, Duration.ofMinutes(2), () -> NOW);

        // When
        watch.look();
        study.study(NOW);
        CarbonCap.Cap cap =
                new CarbonCap(RULES).cap(outlook.series(GB, NOW.minus(DAY.multipliedBy(2)), NOW), NOW, 0, 10);

        // Then
        assertThat(watch.state().told()).isEqualTo(new Grid("GB", 400, false));
        assertThat(cap.why()).isEqualTo(CarbonCap.Why.RESTING);
        assertThat(cap.dirtyFor()).isEqualTo(Duration.ofHours(1));
        assertThat(outlook.from(GB, NOW, NOW.plus(DAY.multipliedBy(7))))
                .isInstanceOfSatisfying(
                        Outlook.Expected.class,
                        expected -> assertThat(expected.forecast().expected().at(NOW.plusSeconds(1_800)))
                                .isEqualTo(400));
        assertThat(sizes).isNotEmpty().allSatisfy(size -> assertThat(size).isBetween(3_600, Stretch.MOST_SLOTS));
    }

    private CarbonIntensitySource counted(CarbonIntensitySource source) {
        return new CarbonIntensitySource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
                IntensityAnswer answer = source.intensity(zone, from, to);
                if (answer instanceof IntensityAnswer.Known known) {
                    sizes.add(known.series().size());
                }
                return answer;
            }
        };
    }
}
