package io.conductorloop.energy.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteOffersTest {
    private static final Instant NOW = Instant.parse("2026-06-15T10:17:31.250Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SiteOffers.Terms TERMS = new SiteOffers.Terms(Duration.ofHours(24), HOUR);

    private final SiteBoard board = new InMemorySiteBoard();
    private final Map<String, double[]> grids = new HashMap<>();

    @Test
    void saysWhatEachSiteEmitsOnTheMeanOfTheDayToCome() {
        // Given: clean now and dirty by night, and the other way round
        grids.put("NOW", day(10, 590));
        grids.put("LATER", day(590, 10));
        grids.put("FLAT", day(200, 200));

        // When
        offers(site("a", "NOW", 1.5), site("b", "LATER", 1), site("c", "FLAT", 1.2))
                .run();

        // Then
        assertThat(grams("a")).isEqualTo(1.5 * 300, within(1.5 * 30));
        assertThat(grams("b")).isEqualTo(300, within(30.0));
        assertThat(grams("c")).isEqualTo(240, within(1e-9));
        assertThat(board.sites().get("c"))
                .isEqualTo(new SiteBoard.Site(
                        new SiteBoard.Offer("c", grams("c"), NOW.plus(HOUR), 40, Duration.ofMillis(5)), 0));
    }

    @Test
    void offersASiteOfWhoseGridNobodyKnows() {
        offers(site("a", "UNHEARD-OF", 1.5)).run();
        assertThat(grams("a")).isNaN();
        assertThat(board.sites().get("a").offer().capacity()).isEqualTo(40);
    }

    @Test
    void goesByAsMuchAsAShortForecastShows() {
        grids.put("SHORT", Arrays.copyOf(day(100, 600), 14));
        offers(site("a", "SHORT", 1)).run();
        assertThat(grams("a")).isEqualTo(100);
    }

    private double grams(String site) {
        return board.sites().get(site).offer().grams();
    }

    private SiteOffers offers(Site... sites) {
        return new SiteOffers(List.of(sites), outlook(), board, TERMS, () -> NOW);
    }

    /** From eight hours before now on by the hour: twenty hours as the first, then as the second. */
    private static double[] day(double first, double second) {
        double[] values = new double[48];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 20 ? first : second;
        }
        return values;
    }

    private GridOutlook outlook() {
        Instant start = Instant.parse("2026-06-15T02:00:00Z");
        CarbonIntensitySource source = new CarbonIntensitySource() {
            @Override
            public String name() {
                return "test grids";
            }

            @Override
            public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
                double[] values = grids.get(zone.name());
                return values == null
                        ? new IntensityAnswer.Unavailable(name(), "is not on the map")
                        : new IntensityAnswer.Known(IntensitySeries.of(start, HOUR, values), name(), false);
            }
        };
        return new GridOutlook(source, GridForecaster.plain(), new GridOutlook.Rules(Duration.ofDays(14), 0.05, 0.1));
    }

    private static Site site(String name, String zone, double pue) {
        return new Site(name, new Zone(zone), pue, 40, Duration.ofMillis(5));
    }
}
