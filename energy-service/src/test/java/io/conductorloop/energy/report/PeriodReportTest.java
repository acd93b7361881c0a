package io.conductorloop.energy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodReportTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
    private static final EmbodiedCarbon SERVER = new EmbodiedCarbon(new Grams(1_000_000), Duration.ofDays(1460), .5);

    @Test
    void sumsItsSlicesEachAtItsOwnIntensity() {
        // Given
        PeriodReport report = report(slice(0, 500, Basis.MEASURED, 100, 40), slice(1, 250, Basis.MEASURED, 400, 60));

        // Then
        assertThat(report.used().wattHours()).isCloseTo(750, within(1e-9));
        assertThat(report.operational().value()).isCloseTo(50 + 100, within(1e-9));
        assertThat(report.cost()).isCloseTo(.09, within(1e-9));
        assertThat(report.intents()).isEqualTo(100);
        assertThat(report.basis()).isEqualTo(Basis.MEASURED);
        assertThat(report.coverage()).isCloseTo(1, within(1e-12));
    }

    @Test
    void sciIsOperationalAndEmbodiedCarbonForAThousandIntents() {
        // Given
        PeriodReport report = report(slice(0, 500, Basis.MEASURED, 100, 40), slice(1, 250, Basis.MEASURED, 400, 60));
        double embodied = 1_000_000 * (2.0 / 24 / 1460) * .5;

        // When
        SoftwareCarbonIntensity sci = report.sci();

        // Then
        assertThat(sci.embodied().value()).isCloseTo(embodied, within(1e-9));
        assertThat(sci.perThousandIntents())
                .hasValueSatisfying(grams -> assertThat(grams.value()).isCloseTo((150 + embodied) * 10, within(1e-6)));
    }

    @Test
    void hasNoRateWhereThereWasNoIntent() {
        assertThat(report(slice(0, 500, Basis.MEASURED, 100, 0)).sci().perThousandIntents())
                .isEmpty();
    }

    @Test
    void isEstimatedAsSoonAsOneSliceIs() {
        PeriodReport report = report(slice(0, 1, Basis.MEASURED, 1, 1), slice(1, 1, Basis.ESTIMATED, 1, 1));

        assertThat(report.basis()).isEqualTo(Basis.ESTIMATED);
    }

    @Test
    void saysHowMuchOfThePeriodItCovers() {
        assertThat(report(slice(0, 1, Basis.MEASURED, 1, 1)).coverage()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void doesNotChangeWhenSlicesAreCutFiner() {
        for (long seed = 1; seed <= 20; seed++) {
            // Given
            Random random = new Random(seed);
            double wattHours = 1000 * random.nextDouble();
            int parts = 2 + random.nextInt(50);
            Duration part = Duration.ofHours(2).dividedBy(parts);

            // When
            PeriodReport fine = new PeriodReport(
                    MIDNIGHT,
                    MIDNIGHT.plus(Duration.ofHours(2)),
                    IntStream.range(0, parts)
                            .mapToObj(i -> new Slice(
                                    MIDNIGHT.plus(part.multipliedBy(i)),
                                    MIDNIGHT.plus(part.multipliedBy(i + 1)),
                                    Joules.ofWattHours(wattHours / parts),
                                    Basis.MEASURED,
                                    300,
                                    1))
                            .toList(),
                    SERVER,
                    .12);

            // Then
            assertThat(fine.operational().value()).as("seed %d", seed).isCloseTo(wattHours * .3, within(1e-6));
        }
    }

    @Test
    void refusesSlicesThatOverlapOrLeaveThePeriod() {
        Slice hour = slice(0, 1, Basis.MEASURED, 1, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> report(hour, hour));
        assertThatIllegalArgumentException().isThrownBy(() -> report(slice(2, 1, Basis.MEASURED, 1, 1)));
    }

    @Test
    void csvHasALineASliceAndSaysWhatIsEstimated() {
        String csv = ReportCsv.of(report(slice(0, 500, Basis.ESTIMATED, 100, 40)));

        assertThat(csv)
                .isEqualTo("from,to,watt_hours,basis,grams_per_kilowatt_hour,grams,cost,intents\r\n"
                        + "2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,500.000000,estimated,100.000,50.000000,"
                        + "0.060000,40\r\n");
    }

    @Test
    void chartHasABarASliceWithinItsFrame() {
        String svg = ReportChart.of(report(slice(0, 500, Basis.MEASURED, 1, 1), slice(1, 250, Basis.ESTIMATED, 1, 1)));

        assertThat(svg).startsWith("<svg").endsWith("</svg>").contains("500.0 W");
        assertThat(svg.split("<rect")).hasSize(3);
        assertThat(svg).contains("height=\"180.00\" fill=\"#2e7d32\"").contains("height=\"90.00\" fill=\"#9e9e9e\"");
    }

    private static PeriodReport report(Slice... slices) {
        return new PeriodReport(MIDNIGHT, MIDNIGHT.plus(Duration.ofHours(2)), List.of(slices), SERVER, .12);
    }

    private static Slice slice(int hour, double wattHours, Basis basis, double intensity, long intents) {
        Instant from = MIDNIGHT.plus(Duration.ofHours(hour));
        return new Slice(
                from, from.plus(Duration.ofHours(1)), Joules.ofWattHours(wattHours), basis, intensity, intents);
    }
}
