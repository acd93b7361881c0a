package io.conductorloop.energy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.CachedSource;
import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Zone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every data service, by a local server that answers in its form and fails in its ways. */
class GridDataSourcesTest extends LocalDataService {

    @Test
    void nesoPrefersActualsAndLooksAhead() {
        answers = exchange ->
                answer(exchange, 200, exchange.getRequestURI().getPath().endsWith("fw48h") ? """
                        {"data":[{"from":"2026-01-20T12:00Z","to":"2026-01-20T12:30Z",
                          "intensity":{"forecast":210,"actual":null,"index":"moderate"}},
                         {"from":"2026-01-20T12:30Z","to":"2026-01-20T13:00Z",
                          "intensity":{"forecast":0,"actual":null,"index":"low"}},
                         {"from":"2026-01-20T13:00Z","to":"2026-01-20T13:30Z",
                          "intensity":{"forecast":150,"actual":null,"index":"low"}}]}""" : """
                        {"data":[{"from":"2026-01-20T11:00Z","to":"2026-01-20T11:30Z",
                          "intensity":{"forecast":266,"actual":263,"index":"moderate"}},
                         {"from":"2026-01-20T11:30Z","to":"2026-01-20T12:00Z",
                          "intensity":{"forecast":250,"actual":null,"index":"moderate"}}]}""");

        IntensityAnswer answer = neso().intensity(GB, ELEVEN, TWO);

        assertThat(answer).isInstanceOfSatisfying(IntensityAnswer.Known.class, known -> {
            assertThat(known.source()).isEqualTo("neso");
            assertThat(known.series().start()).isEqualTo(ELEVEN);
            assertThat(known.series().values()).containsExactly(263, 250, 210, Double.NaN, 150);
        });
        assertThat(asked)
                .containsExactly(
                        "/intensity/2026-01-20T11:00Z/2026-01-20T12:10Z", "/intensity/2026-01-20T12:10Z/fw48h");
    }

    @Test
    void nesoTellsOfARegion() {
        answers = exchange -> answer(exchange, 200, """
                {"data":{"regionid":13,"dnoregion":"UKPN London","shortname":"London","data":[
                 {"from":"2026-01-20T11:30Z","to":"2026-01-20T12:00Z","intensity":{"forecast":180,"index":"moderate"},
                  "generationmix":[{"fuel":"gas","perc":43.6},{"fuel":"wind","perc":30.1}]},
                 {"from":"2026-01-20T12:00Z","to":"2026-01-20T12:30Z","intensity":{"forecast":170,"index":"moderate"},
                  "generationmix":[{"fuel":"gas","perc":41.0}]}]}}""");

        IntensityAnswer answer = neso().intensity(new Zone("GB-13"), ELEVEN, TWO);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        IntensityAnswer.Known.class,
                        known -> assertThat(known.series().values()).containsExactly(180, 170));
        assertThat(asked)
                .containsExactly(
                        "/regional/intensity/2026-01-20T11:00Z/2026-01-20T12:10Z/regionid/13",
                        "/regional/intensity/2026-01-20T12:10Z/fw48h/regionid/13");
        assertThat(neso().intensity(new Zone("GB-18"), ELEVEN, TWO)).isInstanceOf(IntensityAnswer.Unavailable.class);
    }

    @Test
    void nesoAsksALongPastInParts() {
        answers = exchange -> answer(exchange, 200, "{\"data\":[]}");

        neso().intensity(GB, NOW.minusSeconds(20 * 86_400), NOW);

        assertThat(asked).hasSize(2);
    }

    @Test
    void anEmptyAnswerIsNoAnswer() {
        answers = exchange -> answer(exchange, 200, "{\"data\":[]}");

        assertThat(neso().intensity(GB, ELEVEN, TWO)).isInstanceOf(IntensityAnswer.Unavailable.class);
        assertThat(neso().intensity(new Zone("DE"), ELEVEN, TWO)).isInstanceOf(IntensityAnswer.Unavailable.class);
    }

    @Test
    void whatFailsSaysSo() {
        assertThat(reason(neso())).contains("500");
        answers = exchange -> answer(exchange, 200, "<html>");
        assertThat(reason(neso())).contains("no JSON");
        server.stop(0);
        assertThat(reason(neso())).contains("cannot be reached");
    }

    @Test
    void isLeftAloneWhenAskedTooOften() {
        // Given
        answers = exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            answer(exchange, 429, "");
        };
        CarbonIntensitySource source = neso();
        assertThat(source.intensity(GB, ELEVEN, NOW)).isInstanceOf(IntensityAnswer.Unavailable.class);

        // When
        now = NOW.plusSeconds(119);
        source.intensity(GB, ELEVEN, NOW);
        assertThat(asked).hasSize(1);
        now = NOW.plusSeconds(121);
        source.intensity(GB, ELEVEN, NOW);

        // Then
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatDoesNotAnswerIsAskedNothingElseForAPause() throws IOException {
        // Given
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket dead = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!dead.isClosed()) {
                    try (Socket caller = dead.accept()) {
                        calls.addAndGet(caller.isConnected() ? 1 : 0);
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            CarbonIntensitySource source = new CachedSource(
                    new CarbonAwareSource(URI.create("http://127.0.0.1:" + dead.getLocalPort()), PAUSE, () -> now),
                    new CachedSource.Limits(PAUSE, PAUSE, PAUSE),
                    () -> now);
            source.intensity(new Zone("zone"), ELEVEN, TWO);
            int first = calls.get();

            // When
            for (int i = 0; i < 20; i++) {
                source.intensity(new Zone("zone-" + i), ELEVEN.minusSeconds(3600L * i), TWO);
            }

            // Then
            assertThat(first).isPositive();
            assertThat(calls).hasValue(first);
            assertThat(reason(source)).contains("not asked again until 2026-01-20T12:11:00Z");
            now = NOW.plus(PAUSE);
            source.intensity(new Zone("zone"), ELEVEN, TWO);
            assertThat(calls).hasValueGreaterThan(first);
        }
    }

    @Test
    void electricityMapsTellsHistoryAndForecastToWhoHasTheToken() {
        answers = exchange -> {
            if (!"secret".equals(exchange.getRequestHeaders().getFirst("auth-token"))) {
                answer(exchange, 401, "{\"error\":\"Invalid auth-token\"}");
            } else if (exchange.getRequestURI().getPath().endsWith("/history")) {
                answer(exchange, 200, """
                        {"zone":"DE","history":[
                         {"zone":"DE","carbonIntensity":302,"datetime":"2026-01-20T11:00:00.000Z","isEstimated":false},
                         {"zone":"DE","carbonIntensity":null,"datetime":"2026-01-20T12:00:00.000Z","isEstimated":true,
                          "estimationMethod":"TIME_SLICER_AVERAGE"}]}""");
            } else {
                answer(exchange, 200, """
                        {"zone":"DE","forecast":[
                         {"carbonIntensity":280,"datetime":"2026-01-20T12:00:00.000Z"},
                         {"carbonIntensity":260,"datetime":"2026-01-20T13:00:00.000Z"}],
                         "updatedAt":"2026-01-20T12:00:00.000Z"}""");
            }
        };

        IntensityAnswer answer = maps("secret").intensity(new Zone("DE"), ELEVEN, TWO);

        assertThat(answer).isInstanceOfSatisfying(IntensityAnswer.Known.class, known -> {
            assertThat(known.series().values()).containsExactly(302, 280, 260);
            assertThat(known.estimated()).isTrue();
        });
        assertThat(asked)
                .containsExactly("/v3/carbon-intensity/history?zone=DE", "/v3/carbon-intensity/forecast?zone=DE");
        assertThat(reason(maps("wrong"))).contains("401");
    }

    @Test
    void electricityMapsTellsTheOlderPastByRanges() {
        answers = exchange -> answer(exchange, 200, """
                {"zone":"GB","data":[{"carbonIntensity":111,"datetime":"2026-01-05T00:00:00.000Z"}]}""");

        IntensityAnswer answer = maps("secret").intensity(GB, NOW.minusSeconds(20 * 86_400), NOW);

        assertThat(answer).isInstanceOf(IntensityAnswer.Known.class);
        assertThat(asked).hasSize(3).allMatch(path -> path.contains("/past-range?zone=GB&start="));
    }

    @Test
    void wattTimeLogsInOnceMoreWhenItsTokenIsRefused() {
        // Given
        List<String> tokens = new ArrayList<>();
        answers = exchange -> {
            String path = exchange.getRequestURI().getPath();
            String authorisation = exchange.getRequestHeaders().getFirst("Authorization");
            if (path.equals("/login")) {
                assertThat(authorisation).isEqualTo("Basic YW5uOnB3");
                tokens.add("t" + tokens.size());
                answer(exchange, 200, "{\"token\":\"" + tokens.getLast() + "\"}");
            } else if (authorisation.equals("Bearer t0")) {
                answer(exchange, 401, "{\"error\":\"expired\"}");
            } else {
                answer(exchange, 200, """
                        {"data":[{"point_time":"2026-01-20T12:00:00+00:00","value":1000.0},
                                 {"point_time":"2026-01-20T12:05:00+00:00","value":500.0}],
                         "meta":{"region":"CAISO_NORTH","units":"lbs_co2_per_mwh","signal_type":"co2_moer"}}""");
            }
        };

        // When
        IntensityAnswer answer = new WattTimeSource(base, "ann", "pw", PAUSE, () -> now)
                .intensity(new Zone("CAISO_NORTH"), NOW.minusSeconds(600), NOW);

        // Then
        assertThat(answer).isInstanceOfSatisfying(IntensityAnswer.Known.class, known -> {
            assertThat(known.series().value(0)).isEqualTo(453.592, within(1e-9));
            assertThat(known.series().value(1)).isEqualTo(226.796, within(1e-9));
        });
        assertThat(tokens).containsExactly("t0", "t1");
    }

    @Test
    void wattTimeGivesUpWhenTheNewTokenIsRefusedToo() {
        List<String> logins = new ArrayList<>();
        answers = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/login")) {
                logins.add("login");
                answer(exchange, 200, "{\"token\":\"t\"}");
            } else {
                answer(exchange, 401, "");
            }
        };
        CarbonIntensitySource source = new WattTimeSource(base, "ann", "pw", PAUSE, () -> now);

        assertThat(reason(source)).contains("401");
        // For the past, once more for it, and once more for the forecast.
        assertThat(logins).hasSize(3);
        answers = exchange -> answer(exchange, 403, "");
        assertThat(reason(source)).contains("403");
    }

    private String reason(CarbonIntensitySource source) {
        return ((IntensityAnswer.Unavailable) source.intensity(GB, ELEVEN, TWO)).reason();
    }

    private CarbonIntensitySource neso() {
        return new NesoSource(base, PAUSE, () -> now);
    }

    private CarbonIntensitySource maps(String token) {
        return new ElectricityMapsSource(base.resolve("/v3"), token, PAUSE, () -> now);
    }
}
