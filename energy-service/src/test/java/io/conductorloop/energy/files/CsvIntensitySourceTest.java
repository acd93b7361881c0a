package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.ConstantSource;
import io.conductorloop.energy.carbon.FailoverSource;
import io.conductorloop.energy.carbon.FreshSource;
import io.conductorloop.energy.carbon.GramsPerKilowattHour;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensityAnswer.Known;
import io.conductorloop.energy.carbon.IntensityAnswer.Stale;
import io.conductorloop.energy.carbon.IntensityAnswer.Unavailable;
import io.conductorloop.energy.carbon.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvIntensitySourceTest {
    private static final Zone DE = new Zone("DE");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void readsRowsWithGapsAndLeavesOutALineThatIsBeingWritten() throws IOException {
        // Given
        write("""
                time,intensity
                2026-01-01T00:00:00Z,300
                2026-01-01T01:00:00Z,0
                2026-01-01T02:00:00Z,what
                2026-01-01T03:00:00Z,250.5
                2026-01-01T04:00:00Z,2""");

        // When
        IntensityAnswer answer = source().intensity(DE, START, END);

        // Then
        assertThat(answer).isInstanceOfSatisfying(Known.class, known -> {
            assertThat(known.series().values()).containsExactly(300, Double.NaN, Double.NaN, 250.5);
            assertThat(known.estimated()).isFalse();
        });
    }

    @Test
    void saysWhatItDoesNotHave() throws IOException {
        write("time,intensity\n");

        assertThat(source().intensity(new Zone("FR"), START, END)).isEqualTo(new Unavailable("file", "no file FR.csv"));
        assertThat(source().intensity(DE, START, END)).isInstanceOf(Unavailable.class);
    }

    @Test
    void oldValuesAreStaleAndTheNextSourceIsAsked() throws IOException {
        // Given
        write("time,intensity\n2026-01-01T00:00:00Z,300\n2026-01-01T01:00:00Z,\n");
        FreshSource fresh = new FreshSource(source(), Duration.ofHours(2), () -> START.plusSeconds(4 * 3_600));
        ConstantSource constant = new ConstantSource(new GramsPerKilowattHour(400));

        // When
        IntensityAnswer alone = fresh.intensity(DE, START, END);
        IntensityAnswer backed = new FailoverSource(List.of(fresh, constant)).intensity(DE, START, END);
        IntensityAnswer unbacked = new FailoverSource(List.of(fresh)).intensity(DE, START, END);

        // Then
        assertThat(alone).isEqualTo(new Stale("file", Duration.ofHours(3)));
        assertThat(backed).isInstanceOfSatisfying(Known.class, known -> {
            assertThat(known.estimated()).isTrue();
            assertThat(known.series().size()).isEqualTo(24);
        });
        assertThat(unbacked).isEqualTo(new Unavailable("failover", "file: stale for PT3H"));
    }

    @Test
    void aZoneCannotNameAFileElsewhere() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Zone("../DE")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("DE.csv"), text);
    }

    private CsvIntensitySource source() {
        return new CsvIntensitySource(folder, Duration.ofHours(1), () -> END);
    }
}
