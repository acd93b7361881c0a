package io.conductorloop.energy.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.TypicalDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class CarbonAwareControllerTest {
    private static final Instant NOW = Instant.parse("2026-06-15T10:17:31Z");

    private final GridOutlook grid = new GridOutlook(
            new TypicalDay(400, ZoneOffset.UTC),
            GridForecaster.plain(),
            new GridOutlook.Rules(Duration.ofDays(14), 0.05, 0.1));
    private final MockMvcTester http =
            MockMvcTester.of(new CarbonAwareController(grid, List.of(new Zone("GB")), () -> NOW));

    @Test
    void forecastsAsOfAMomentInThePast() {
        assertThat(http.post()
                        .uri("/emissions/forecasts/batch")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                        [{"location":"GB","requestedAt":"2026-06-12T20:00:00Z","windowSize":60,
                          "dataStartAt":"2026-06-13T00:00:00Z","dataEndAt":"2026-06-13T20:00:00Z"},
                         {"location":"GB"}]"""))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.length()", forecasts -> assertThat(forecasts).isEqualTo(2))
                .hasPathSatisfying("$[0].generatedAt", time -> assertThat(time).isEqualTo("2026-06-12T20:00:00Z"))
                .hasPathSatisfying(
                        "$[0].optimalDataPoints[0].timestamp",
                        time -> assertThat(time).asString().startsWith("2026-06-13T1"))
                .hasPathSatisfying("$[1].generatedAt", time -> assertThat(time).isEqualTo("2026-06-15T10:17:31Z"));
    }
}
