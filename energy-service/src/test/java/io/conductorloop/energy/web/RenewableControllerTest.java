package io.conductorloop.energy.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.renewables.Hours;
import io.conductorloop.energy.renewables.RenewableOutlook;
import io.conductorloop.energy.renewables.RenewableSource;
import io.conductorloop.energy.renewables.Renewables;
import io.conductorloop.web.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class RenewableControllerTest {
    private static final Zone GB = new Zone("GB");
    private static final Instant NOW = Instant.parse("2026-11-29T10:20:00Z");
    private static final long HOUR = Hours.of(NOW);

    @Test
    void showsTheShareOfTheDayToComeAndLeavesOutWhatIsNotKnown() {
        double[] share = new double[20 * 24];
        Arrays.fill(share, 42);
        Hours none = Hours.of(HOUR);
        MockMvcTester http = http((_, _, _) -> new RenewableSource.Answer.Known(
                new Renewables(Hours.of(HOUR - share.length, share), none, none, none, none)));

        assertThat(http.get().uri("/api/v1/forecasts/renewables"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.zone", zone -> assertThat(zone).isEqualTo("GB"))
                .hasPathSatisfying(
                        "$.share.length()", hours -> assertThat(hours).isEqualTo(24))
                .hasPathSatisfying("$.share[0].time", time -> assertThat(time).isEqualTo("2026-11-29T10:00:00Z"))
                .hasPathSatisfying(
                        "$.share[7].value", value -> assertThat(value).isEqualTo(42.0))
                .doesNotHavePath("$.wind")
                .doesNotHavePath("$.solar");
    }

    @Test
    void saysWhyThereIsNothing() {
        MockMvcTester http = http((_, _, _) -> new RenewableSource.Answer.Unavailable("is not set"));
        assertThat(http.get().uri("/api/v1/forecasts/renewables?zone=GB"))
                .failure()
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is not set");
        assertThat(http.get().uri("/api/v1/forecasts/renewables?zone=ATLANTIS"))
                .failure()
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ATLANTIS");
    }

    private static MockMvcTester http(RenewableSource source) {
        return MockMvcTester.of(new RenewableController(new RenewableOutlook(source, () -> NOW), GB, Set.of(GB)));
    }
}
