package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.porch.SiteChoice.Candidate;
import io.conductorloop.executor.porch.SiteChoice.Wish;
import io.conductorloop.state.SiteBoard.Offer;
import io.conductorloop.state.SiteBoard.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Duration NEAR = Duration.ofMillis(5);
    private static final Duration FAR = Duration.ofMillis(40);

    @Test
    void takesTheLeastCarbonFirst() {
        SiteChoice choice = choose(
                wish(null, 5, "dirty", "clean", "middling"),
                site("dirty", 500, 100, 0, NEAR),
                site("clean", 40, 100, 0, NEAR),
                site("middling", 200, 100, 0, NEAR));
        assertThat(names(choice)).containsExactly("clean", "middling", "dirty");
    }

    @Test
    void leavesOutWhatIsTooFarOrFull() {
        SiteChoice choice = choose(
                wish(Duration.ofMillis(10), 5, "far", "full", "fits", "exact"),
                site("far", 10, 100, 0, FAR),
                site("full", 20, 100, 96, NEAR),
                site("fits", 300, 100, 0, NEAR),
                site("exact", 400, 100, 95, NEAR));
        assertThat(names(choice)).containsExactly("fits", "exact");
    }

    @Test
    void saysWhetherItIsForRoomOrForDistanceThatThereIsNone() {
        SiteChoice full = choose(wish(null, 5, "full"), site("full", 20, 4, 0, NEAR));
        SiteChoice far = choose(wish(Duration.ofMillis(10), 5, "far", "unheard-of"), site("far", 20, 100, 0, FAR));
        assertThat(full).isInstanceOfSatisfying(SiteChoice.Nowhere.class, nowhere -> {
            assertThat(nowhere.reason().rule()).isEqualTo(PorchFailure.SITE_CAPACITY);
            assertThat(nowhere.reason().message()).contains("full", "5");
        });
        assertThat(far).isInstanceOfSatisfying(SiteChoice.Nowhere.class, nowhere -> {
            assertThat(nowhere.reason().rule()).isEqualTo(PorchFailure.SITE_LATENCY);
            assertThat(nowhere.reason().message()).contains("far", "unheard-of");
        });
    }

    @Test
    void goesByNoOldForecastButByOldCapacityAndLatency() {
        // Given
        Site old = new Site(new Offer("old", 1, NOW, 10, NEAR), 0);
        Site fresh = new Site(new Offer("fresh", 400, NOW.plusSeconds(1), 10, NEAR), 0);

        // When
        SiteChoice little = choose(wish(NEAR, 5, "old", "fresh"), old, fresh);
        SiteChoice much = choose(wish(NEAR, 11, "old"), old);

        // Then
        assertThat(names(little)).containsExactly("fresh", "old");
        assertThat(much).isInstanceOf(SiteChoice.Nowhere.class);
    }

    @Test
    void goesByTheWeightWhereNobodyKnowsAnything() {
        SiteChoice choice = SiteChoice.of(wish(null, 5, "a", "bbb", "cc"), Map.of(), NOW, String::length);
        assertThat(choice)
                .isEqualTo(new SiteChoice.Among(List.of(
                        new Candidate("bbb", Double.POSITIVE_INFINITY, Double.NaN),
                        new Candidate("cc", Double.POSITIVE_INFINITY, Double.NaN),
                        new Candidate("a", Double.POSITIVE_INFINITY, Double.NaN))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsToCapacityAndLatencyWhateverIsKnown(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            // Given
            Site[] sites = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(i -> site(
                            "site-" + i,
                            random.nextInt(4) == 0 ? Double.NaN : random.nextInt(600),
                            random.nextInt(50),
                            random.nextInt(50),
                            Duration.ofMillis(random.nextInt(50))))
                    .toArray(Site[]::new);
            Wish wish = new Wish(
                    IntStream.range(0, 1 + random.nextInt(8))
                            .mapToObj(i -> "site-" + random.nextInt(8))
                            .toList(),
                    random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(60)),
                    1 + random.nextInt(30));

            // When
            SiteChoice choice = choose(wish, sites);

            // Then
            Map<String, Site> known = known(sites);
            List<String> fit = wish.sites().stream()
                    .distinct()
                    .filter(name -> wish.maxLatency() == null
                            || (known.containsKey(name)
                                    && known.get(name).offer().latency().compareTo(wish.maxLatency()) <= 0))
                    .filter(name -> !known.containsKey(name)
                            || known.get(name).replicas() + wish.replicas()
                                    <= known.get(name).offer().capacity())
                    .toList();
            assertThat(names(choice)).containsExactlyInAnyOrderElementsOf(fit);
            if (choice instanceof SiteChoice.Among(List<Candidate> candidates)) {
                assertThat(candidates).extracting(Candidate::grams).isSortedAccordingTo(Double::compare);
            }
        }
    }

    private static List<String> names(SiteChoice choice) {
        return switch (choice) {
            case SiteChoice.Among(List<Candidate> candidates) ->
                candidates.stream().map(Candidate::site).toList();
            case SiteChoice.Nowhere _ -> List.of();
        };
    }

    private static SiteChoice choose(Wish wish, Site... sites) {
        return SiteChoice.of(wish, known(sites), NOW, String::hashCode);
    }

    private static Map<String, Site> known(Site... sites) {
        return List.of(sites).stream()
                .collect(Collectors.toMap(site -> site.offer().site(), site -> site));
    }

    private static Wish wish(@Nullable Duration most, long replicas, String... sites) {
        return new Wish(List.of(sites), most, replicas);
    }

    private static Site site(String name, double grams, double capacity, long replicas, Duration latency) {
        return new Site(new Offer(name, grams, NOW.plusSeconds(60), capacity, latency), replicas);
    }
}
