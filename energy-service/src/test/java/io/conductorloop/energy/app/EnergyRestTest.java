package io.conductorloop.energy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AssertProvider;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonPathValueAssert;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What is asked and reported by REST. */
class EnergyRestTest extends EnergyOnTestBinder {
    @Test
    void plansAWorkload() {
        Instant deadline = Instant.now().plus(Duration.ofHours(6));

        assertThat(http.post()
                        .uri("/api/v1/schedules")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"duration\":\"PT30M\",\"deadline\":\"%s\",\"powerWatts\":2000}".formatted(deadline)))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.decision", decision -> assertThat(decision).isEqualTo("WAIT"))
                .hasPathSatisfying("$.expectedGrams", about(100.0))
                .hasPathSatisfying("$.gramsAtOnce", about(500.0));
    }

    @Test
    void refusesWhatIsNoWorkloadAndWhatCannotEndInTime() {
        assertThat(schedule("{\"duration\":\"PT0S\",\"powerWatts\":-1,\"zones\":[\"a/b\"]}"))
                .hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyText()
                .contains("/duration", "/deadline", "/powerWatts", "/zones/0");
        assertThat(schedule("{\"duration\":\"soon\"}")).hasStatus(400);
        assertThat(schedule("{\"duration\":\"PT1H\",\"zones\":[null]}")).hasStatus(400);
        assertThat(schedule("{\"duration\":\"PT1H\",\"sites\":[null]}")).hasStatus(400);
        assertThat(schedule("null")).hasStatus(400);
        for (String batch : List.of("[null]", "null", "{}", "[{\"location\":\"\"}]")) {
            assertThat(http.post()
                            .uri("/emissions/forecasts/batch")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(batch))
                    .as(batch)
                    .hasStatus(400);
        }
        assertThat(schedule("{\"duration\":\"PT2H\",\"deadline\":\"%s\"}"
                        .formatted(Instant.now().plusSeconds(3600))))
                .hasStatus(422);
    }

    @Test
    void sharesAWorkloadOutBetweenSites() {
        String work = "{\"duration\":\"PT30M\",\"deadline\":\"%s\",\"powerWatts\":2000,\"sites\":[\"big\",\"small\"]"
                .formatted(Instant.now().plus(Duration.ofHours(6)));

        assertThat(schedule(work + "}"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.site", site -> assertThat(site).isEqualTo("small"))
                .hasPathSatisfying("$.shares[0].part", about(0.5))
                .hasPathSatisfying("$.shares[1].site", site -> assertThat(site).isEqualTo("big"))
                .hasPathSatisfying("$.expectedGrams", about(0.5 * 1.1 * 100 + 0.5 * 1.5 * 100))
                .hasPathSatisfying("$.gramsAtOnce", about(1.5 * 500));
        assertThat(schedule(work + ",\"latencyLimit\":\"PT0.02S\"}"))
                .hasStatus(422)
                .bodyText()
                .contains("capacity");
        assertThat(schedule(work.replace("small", "nowhere") + ",\"demand\":0,\"zones\":[\"GB\"]}"))
                .hasStatus(400)
                .bodyText()
                .contains("/sites/1", "/demand", "/zones");
    }

    @Test
    void reportsInThreeForms() {
        // Given: a time to come, in which the service writes no slice of its own
        Instant to = Instant.now().plusSeconds(3_600);
        String time = "?from=" + to.minusSeconds(1_800) + "&to=" + to;
        slices.add(new Slice(to.minusSeconds(120), to.minusSeconds(60), new Joules(6_000), Basis.MEASURED, 500, 4));

        // Then
        assertThat(http.get().uri("/api/v1/reports/carbon" + time))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.basis", basis -> assertThat(basis).isEqualTo("MEASURED"))
                .hasPathSatisfying("$.carbon.operationalGrams", about(6_000 * 1.4 / 3.6e6 * 500));
        assertThat(http.get().uri("/api/v1/reports/sci" + time))
                .bodyJson()
                .hasPathSatisfying(
                        "$.sci.intents", intents -> assertThat(intents).isEqualTo(4))
                .hasPath("$.sci.gramsPerThousandIntents");
        assertThat(http.get().uri("/api/v1/reports/power" + time))
                .bodyJson()
                .hasPathSatisfying(
                        "$.meanWatts",
                        watts -> assertThat(watts)
                                .asNumber()
                                .satisfies(
                                        value -> assertThat(value.doubleValue()).isEqualTo(140, within(1e-9))));
        assertThat(http.get().uri("/api/v1/reports/power" + time))
                .bodyJson()
                .hasPathSatisfying("$.power.joulesPerIntent", about(6_000 * 1.4 / 4))
                .hasPathSatisfying("$.power.breakdown.cpu", about(100 * 200 / 530.0))
                .hasPathSatisfying("$.power.breakdown.cooling", about(40))
                .hasPathSatisfying(
                        "$.power.breakdown.basis", basis -> assertThat(basis).isEqualTo("ESTIMATED"));
        assertThat(http.get().uri("/api/v1/reports/cost" + time)).bodyJson().hasPath("$.cost.cost");
        assertThat(http.get().uri("/api/v1/reports/power" + time + "&format=csv"))
                .hasStatusOk()
                .bodyText()
                .startsWith("from,to,watt_hours")
                .contains("measured");
        assertThat(http.get().uri("/api/v1/reports/power" + time + "&format=svg"))
                .hasContentType("image/svg+xml")
                .bodyText()
                .startsWith("<svg");
        assertThat(http.get().uri("/api/v1/reports/power?format=pdf")).hasStatus(400);
        assertThat(http.get().uri("/api/v1/reports/power?from=" + to + "&to=" + to))
                .hasStatus(400);
        assertThat(http.get().uri("/api/v1/reports/weather")).hasStatus(404);
    }

    @Test
    void capsReplicasWhilePowerIsDirty() {
        assertThat(http.get().uri("/api/v1/scaling/carbon-cap?min=2&max=8"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.replicas", replicas -> assertThat(replicas).isEqualTo(2))
                .hasPathSatisfying("$.why", why -> assertThat(why).isEqualTo("DIRTY"));
        assertThat(http.get().uri("/api/v1/scaling/carbon-cap?min=8&max=2")).hasStatus(400);
    }

    @Test
    void answersClientsOfTheCarbonAwareSdk() {
        Instant now = Instant.now();
        String span = "&time=" + now.minusSeconds(3_600) + "&toTime=" + now;

        assertThat(http.get().uri("/locations")).bodyText().contains("\"GB\"");
        assertThat(http.get().uri("/emissions/bylocation?location=GB" + span))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$[0].rating", about(500.0))
                .hasPathSatisfying("$[0].duration", time -> assertThat(time).isEqualTo("00:30:00"));
        assertThat(http.get()
                        .uri("/emissions/bylocations/best?location=GB&location=DE&time=" + now + "&toTime="
                                + now.plusSeconds(14_400)))
                .bodyJson()
                .hasPathSatisfying("$[0].rating", about(100.0));
        assertThat(http.get().uri("/emissions/forecasts/current?location=GB&windowSize=60"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$[0].forecastData[0].value", about(500.0))
                .hasPathSatisfying("$[0].optimalDataPoints[0].value", about(100.0))
                .hasPathSatisfying("$[0].windowSize", size -> assertThat(size).isEqualTo(60));
        assertThat(http.get()
                        .uri("/emissions/average-carbon-intensity?location=GB&startTime=" + now.minusSeconds(60)
                                + "&endTime=" + now))
                .bodyJson()
                .hasPathSatisfying("$.carbonIntensity", about(500.0));
        assertThat(batch("[{\"location\":\"GB\",\"windowSize\":30}]"))
                .hasStatusOk()
                .bodyText()
                .contains("optimalDataPoints");
        assertThat(batch("[{\"location\":\"GB\",\"requestedAt\":\"2020-01-01T00:00:00Z\"}]"))
                .hasStatus(204);
        assertThat(batch("[{}]")).hasStatus(400);
        assertThat(http.get().uri("/emissions/bylocation?location=a/b" + span)).hasStatus(400);
        assertThat(http.get().uri("/emissions/bylocation")).hasStatus(400);
        assertThat(http.get()
                        .uri("/emissions/bylocation?location=GB&time=2020-01-01T00:00:00Z&toTime=2020-01-02T00:00:00Z"))
                .hasStatus(204);
    }

    @Test
    void describesItsInterfaceAndShowsItsMeters() {
        assertThat(http.get().uri("/v3/api-docs"))
                .hasStatusOk()
                .bodyText()
                .contains("/api/v1/deferred", "/api/v1/schedules", "/emissions/bylocation");
        await().untilAsserted(() -> assertThat(
                        meters.find("carbon.aware.intensity").gauge().value())
                .isEqualTo(500, within(1e-9)));
        assertThat(meters.find("conductor.loop.deferral.waiting").gauge().value())
                .isGreaterThanOrEqualTo(0);
    }

    private static Consumer<AssertProvider<JsonPathValueAssert>> about(double expected) {
        return value -> assertThat(value)
                .asNumber()
                .satisfies(number -> assertThat(number.doubleValue()).isEqualTo(expected, within(1e-9)));
    }

    private MockMvcTester.MockMvcRequestBuilder batch(String body) {
        return http.post()
                .uri("/emissions/forecasts/batch")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private MockMvcTester.MockMvcRequestBuilder schedule(String body) {
        return http.post()
                .uri("/api/v1/schedules")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }
}
