package io.conductorloop.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T18:30:00Z, 2026-11-23T18:30:00Z",
        "2026-11-23t18:30:00z, 2026-11-23T18:30:00Z",
        "2026-11-23T18:30:00.5Z, 2026-11-23T18:30:00.5Z",
        "2026-11-23T18:30:00.1234567891234Z, 2026-11-23T18:30:00.123456789Z",
        "2026-11-23T18:30:00+02:00, 2026-11-23T16:30:00Z",
        "2026-11-23T18:30:00.25-23:59, 2026-11-24T18:29:00.25Z",
        "2026-11-23T18:30:00-00:00, 2026-11-23T18:30:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "1990-12-31T15:59:60-08:00, 1991-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    })
    void readsWhatTheRfcAllows(String text, Instant instant) {
        assertThat(Rfc3339.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T18:30:00",
                "2026-11-23T18:30:00.Z",
                "2026-11-23T18:30:00,5Z",
                "2026-11-23T18:30:00+0200",
                "2026-11-23T18:30:00+24:00",
                "2026-11-23T18:30:00*02:00",
                "2026-11-23T18:30:00ZZ",
                "2026-11-23T18:30:00.5",
                "2026-11-23T24:00:00Z",
                "2026-11-23T18:60:00Z",
                "2026-11-23T18:30:61Z",
                "2026-02-29T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-1a-23T18:30:00Z",
                "٢٠٢٦-11-23T18:30:00Z",
                "+2026-11-23T18:30:0Z",
            })
    void refusesWhatItDoesNot(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rfc3339.parse(text));
    }

    @Test
    void agreesWithThePlatformOnRandomTimes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(253_402_214_400L), random.nextInt(1_000_000_000));
            var offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60) * 60);
            assertThat(Rfc3339.parse(instant.toString())).as("seed %d", seed).isEqualTo(instant);
            String local = OffsetDateTime.ofInstant(instant.plusSeconds(70_000), offset)
                    .withSecond(7)
                    .toString();
            assertThat(Rfc3339.parse(local))
                    .as("seed %d, %s", seed, local)
                    .isEqualTo(OffsetDateTime.parse(local).toInstant());
        }
    }
}
