package io.conductorloop.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    @Test
    void tellsTheSameSecondAsJavaTime() {
        long seed = Long.getLong("conductor.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long first = Instant.parse("0000-01-02T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            // Given
            long second = random.nextLong(first, last);
            OffsetDateTime time = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000))
                    .atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60)));

            // When
            byte[] text = "%s%s"
                    .formatted(time.toLocalDate() + "T" + time.toLocalTime(), time.getOffset())
                    .getBytes(StandardCharsets.UTF_8);

            // Then
            if (time.getSecond() != 0 || time.getNano() != 0) { // which java.time would leave out
                assertThat(Timestamps.epochSecond(text, 0, text.length))
                        .as("seed %d: %s", seed, time)
                        .isEqualTo(second);
            }
        }
    }

    @Test
    void aLeapSecondIsTheSecondAfterIt() {
        byte[] text = "2017-01-01T00:59:60.9+01:00".getBytes(StandardCharsets.UTF_8);

        assertThat(Timestamps.epochSecond(text, 0, text.length))
                .isEqualTo(Instant.parse("2017-01-01T00:00:00Z").getEpochSecond());
    }

    @Test
    void whatIsNoTimestampHasNoSecond() {
        byte[] text = "2023-02-29T00:00:00Z".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Timestamps.epochSecond(text, 0, text.length))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
