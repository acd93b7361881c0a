package io.conductorloop.energy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.carbon.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A Carbon Aware SDK's server, whose slots are as long as it likes. */
class CarbonAwareSourceTest extends LocalDataService {
    @Test
    void carbonAwareServersTellEmissionsAndForecasts() {
        answers = exchange ->
                answer(exchange, 200, exchange.getRequestURI().getPath().endsWith("/bylocation") ? """
                        [{"location":"eastus","time":"2026-01-20T11:30:00+00:00","rating":65.5,"duration":"00:30:00"},
                         {"location":"eastus","time":"2026-01-20T12:00:00+00:00","rating":0,"duration":"00:30:00"}]""" : """
                        [{"generatedAt":"2026-01-20T12:00:00+00:00","location":"eastus","windowSize":30,
                          "forecastData":[{"location":"eastus","timestamp":"2026-01-20T12:00:00+00:00","duration":30,
                            "value":60.0},{"location":"eastus","timestamp":"2026-01-20T12:30:00+00:00","duration":30,
                            "value":55.0}]}]""");

        IntensityAnswer answer =
                new CarbonAwareSource(base, PAUSE, () -> now).intensity(new Zone("eastus"), ELEVEN, TWO);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        IntensityAnswer.Known.class,
                        known -> assertThat(known.series().values()).containsExactly(65.5, 60.0, 55.0));
    }

    @Test
    void ofSlotsOfASecondThoseNearestToNowAreAskedForAndAnEndlessForecastIsNotRead() {
        // Given: two days of each would be 170,000 slots, and four days ahead are 20 MB
        AtomicInteger longest = new AtomicInteger();
        answers = exchange -> {
            String query = exchange.getRequestURI().getQuery();
            boolean past = query.contains("toTime");
            String body = past
                    ? seconds(moment(query, "&time="), moment(query, "&toTime="), "time", "rating")
                    : """
                    [{"forecastData":%s}]""".formatted(seconds(NOW, NOW.plusSeconds(345_600), "timestamp", "value"));
            longest.accumulateAndGet(past ? body.length() : 0, Math::max);
            answer(exchange, 200, body);
        };
        CarbonIntensitySource source = new CarbonAwareSource(base, PAUSE, () -> now);

        // When
        IntensityAnswer answer = source.intensity(GB, NOW.minusSeconds(172_800), NOW.plusSeconds(3_600));

        // Then
        assertThat(answer).isInstanceOfSatisfying(IntensityAnswer.Known.class, known -> {
            assertThat(known.series().step()).isEqualTo(Duration.ofSeconds(1));
            assertThat(known.series().size()).isBetween(6_000, Stretch.MOST_SLOTS);
            assertThat(known.series().at(NOW.minusSeconds(1))).isEqualTo(rating(NOW.minusSeconds(1)));
            assertThat(known.series().at(NOW.minusSeconds(5_000))).isEqualTo(rating(NOW.minusSeconds(5_000)));
        });
        assertThat(longest).hasValueLessThan(BoundedBody.MOST);
    }

    @Test
    void ofLongerSlotsAllThatIsAskedForIsTold() {
        answers = exchange ->
                answer(exchange, 200, exchange.getRequestURI().getQuery().contains("toTime") ? """
                [{"time":"2026-01-18T12:05:00+00:00","rating":65.5},{"time":"2026-01-18T12:10:00+00:00","rating":66},
                 {"time":"2026-01-20T12:00:00+00:00","rating":67}]""" : "[]");

        IntensityAnswer answer = new CarbonAwareSource(base, PAUSE, () -> now)
                .intensity(GB, NOW.minusSeconds(172_800), NOW.plusSeconds(3_600));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        IntensityAnswer.Known.class,
                        known -> assertThat(known.series().at(NOW.minusSeconds(172_800)))
                                .isEqualTo(66));
    }

    @Test
    void readingsThatMakeNoSenseAreNotHeld() {
        // Given: a reading a second after another makes slots of a second, of which these are millions
        answers = exchange ->
                answer(exchange, 200, exchange.getRequestURI().getQuery().contains("toTime") ? """
                [{"time":"2025-11-20T11:30:00+00:00","rating":65.5},{"time":"2025-11-20T11:30:01.5+00:00","rating":66},
                 {"time":"2026-01-20T12:00:00+00:00","rating":99999},{"time":"9999999-01-20T12:00:00Z","rating":3},
                 {"time":"2026-01-20T12:00:00+00:00","rating":80}]""" : "[]");

        IntensityAnswer answer =
                new CarbonAwareSource(base, PAUSE, () -> now).intensity(GB, NOW.minusSeconds(90 * 86_400), NOW);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        IntensityAnswer.Unavailable.class,
                        none -> assertThat(none.reason()).contains("slots of PT1S"));
    }

    private static String seconds(Instant from, Instant to, String time, String value) {
        return LongStream.range(from.getEpochSecond(), to.getEpochSecond())
                .mapToObj(Instant::ofEpochSecond)
                .map(at -> "{\"%s\":\"%s\",\"%s\":%s}".formatted(time, at, value, rating(at)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static double rating(Instant at) {
        return 100 + at.getEpochSecond() % 300;
    }

    private static Instant moment(String query, String name) {
        return Instant.parse(query.split(name, 2)[1].split("&", 2)[0]);
    }
}
