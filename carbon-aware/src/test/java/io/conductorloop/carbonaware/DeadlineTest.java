package io.conductorloop.carbonaware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void isSoLongAfterTheCall() {
        Instant called = Instant.parse("2026-11-28T19:00:00Z");

        assertThat(new Deadline.After(Duration.ofHours(6)).of(called)).isEqualTo("2026-11-29T01:00:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> new Deadline.After(Duration.ZERO));
    }

    @Test
    void isTheNextTimeOfDay() {
        Deadline six = new Deadline.At(LocalTime.of(6, 0), BERLIN);

        assertThat(six.of(Instant.parse("2026-11-28T04:59:59Z"))).isEqualTo("2026-11-28T05:00:00Z");
        assertThat(six.of(Instant.parse("2026-11-28T05:00:00Z"))).isEqualTo("2026-11-29T05:00:00Z");
    }

    @Test
    void keepsToTheClockWhenItIsSetForwardOrBack() {
        Deadline half = new Deadline.At(LocalTime.of(2, 30), BERLIN);

        assertThat(half.of(Instant.parse("2026-03-28T23:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(half.of(Instant.parse("2026-10-24T22:00:00Z"))).isEqualTo("2026-10-25T00:30:00Z");
    }
}
