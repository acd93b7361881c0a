package io.conductorloop.energy.renewables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.files.CsvRenewableSource;
import io.conductorloop.energy.renewables.RenewableOutlook.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over files, as they are served. */
class RenewableOutlookTest {
    private static final Zone DE = new Zone("DE");
    private static final Instant NOW = Instant.parse("2026-11-29T10:20:00Z");
    private static final long HOUR = Hours.of(NOW);

    @TempDir
    Path folder;

    @Test
    void expectsShareWindAndSunOfTheHoursToCome() throws IOException {
        // Given
        StringBuilder rows = new StringBuilder("time,wind_speed,wind,share,irradiance,solar\n");
        for (long hour = HOUR - 60 * 24; hour < HOUR + 30; hour++) {
            boolean isPast = hour < HOUR - 1;
            double speed = 6 + 3 * Math.sin(hour / 7.3) + 2 * Math.sin(hour / 31.0);
            double sun =
                    Math.max(0, 500 * Math.sin((hour % 24 - 6) * Math.PI / 12)) * (1.2 + Math.sin(hour / 50.0)) / 2;
            rows.append(Hours.start(hour)).append(',').append(speed).append(',');
            rows.append(isPast ? 100 * speed : "").append(',');
            rows.append(isPast ? 40 + 20 * Math.sin(hour * Math.PI / 12) : "").append(',');
            rows.append(sun).append(',').append(isPast ? 7 * sun : "").append('\n');
        }
        Files.writeString(folder.resolve("DE.renewables.csv"), rows.append("tomorrow,1,2,3,4,5\n2026-11-29T11:00:00Z"));

        // When
        Expected expected = outlook().nextDay(DE);

        // Then
        assertThat(expected).isInstanceOfSatisfying(Expected.NextDay.class, day -> {
            assertThat(day.wind().first()).isEqualTo(HOUR);
            assertThat(day.share().first()).isEqualTo(HOUR);
            assertThat(day.solar().end()).isEqualTo(HOUR - 1 + 24);
            assertThat(day.share().at(HOUR + 3)).isEqualTo(40 + 20 * Math.sin((HOUR + 3) * Math.PI / 12), within(5.0));
            double speed = 6 + 3 * Math.sin((HOUR + 5) / 7.3) + 2 * Math.sin((HOUR + 5) / 31.0);
            assertThat(day.wind().at(HOUR + 5)).isEqualTo(100 * speed, within(60.0));
            assertThat(day.solar().at(HOUR + 14)).isEqualTo(0, within(150.0));
        });
    }

    @Test
    void expectsNothingOfWhatIsNotGiven() throws IOException {
        // Given
        Files.writeString(folder.resolve("DE.renewables.csv"), "time,share\n2026-11-29T08:00:00Z,50\n");

        // When
        Expected expected = outlook().nextDay(DE);

        // Then
        assertThat(expected).isInstanceOfSatisfying(Expected.NextDay.class, day -> {
            assertThat(day.share().values()).isEmpty();
            assertThat(day.wind().values()).isEmpty();
            assertThat(day.solar().values()).isEmpty();
        });
    }

    @Test
    void saysWhyNothingIsKnown() throws IOException {
        assertThat(outlook().nextDay(DE)).isEqualTo(new Expected.Unknown("no file DE.renewables.csv"));
        Files.writeString(folder.resolve("DE.renewables.csv"), "when,share\n");
        assertThat(outlook().nextDay(DE)).isEqualTo(new Expected.Unknown("DE.renewables.csv has no column time"));
        Files.writeString(folder.resolve("DE.renewables.csv"), "time,share\n1999-01-01T00:00:00Z,50\n");
        assertThat(outlook().nextDay(DE))
                .isInstanceOfSatisfying(
                        Expected.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("no row from"));
        Files.writeString(folder.resolve("DE.renewables.csv"), "");
        assertThat(outlook().nextDay(DE)).isInstanceOf(Expected.Unknown.class);
    }

    private RenewableOutlook outlook() {
        return new RenewableOutlook(new CsvRenewableSource(folder), () -> NOW);
    }
}
