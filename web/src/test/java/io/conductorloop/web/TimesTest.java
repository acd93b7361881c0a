package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Test
    void readsWhatRfc3339Allows() {
        assertThat(Times.parse("2026-01-31T13:00:00Z")).isEqualTo(Instant.ofEpochSecond(1_769_864_400));
        assertThat(Times.parse("2026-01-31T14:00:00+01:00")).isEqualTo(Instant.ofEpochSecond(1_769_864_400));
        assertThat(Times.parse("1970-01-01T00:00:00Z")).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "1969-12-31T23:59:59Z"})
    void refusesYearsThatNoCalendarReckonsWith(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parse(text)).withMessageContaining("1970 to 9999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-01-31", "2026-13-45T99:99:99Z", "1769864400"})
    void refusesWhatIsNoTime(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parse(text)).withMessageContaining("no time");
    }
}
