package io.conductorloop.energy.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Target;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.sites.Site;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class SiteControllerTest {
    private static final Site NORTH = new Site("edge-north", new Zone("NO-1"), 1.1, 100, Duration.ofMillis(40));
    private static final Site SOUTH = new Site("edge-south", new Zone("IT"), 1.4, 50, Duration.ZERO);

    private final SiteBoard board = new InMemorySiteBoard();
    private final MockMvcTester http = MockMvcTester.of(new SiteController(List.of(NORTH, SOUTH), board));

    @Test
    void showsWhatIsKnownOfEachSite() {
        // Given
        board.offer(List.of(
                new SiteBoard.Offer(
                        "edge-north", 31.5, Instant.parse("2026-11-29T12:00:00Z"), 100, Duration.ofMillis(40)),
                new SiteBoard.Offer(
                        "edge-south", Double.NaN, Instant.parse("2026-11-29T12:00:00Z"), 50, Duration.ZERO)));
        board.place(
                "oran-odu--odu-high-phy",
                "edge-north",
                100,
                Map.of(new Target("oran-odu", "odu-high-phy"), 7),
                Instant.EPOCH);

        // Then
        assertThat(http.get().uri("/api/v1/sites"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.sites[0].name", name -> assertThat(name).isEqualTo("edge-north"))
                .hasPathSatisfying("$.sites[0].zone", zone -> assertThat(zone).isEqualTo("NO-1"))
                .hasPathSatisfying(
                        "$.sites[0].grams", grams -> assertThat(grams).isEqualTo(31.5))
                .hasPathSatisfying(
                        "$.sites[0].replicas", replicas -> assertThat(replicas).isEqualTo(7))
                .hasPathSatisfying(
                        "$.sites[1].replicas", replicas -> assertThat(replicas).isEqualTo(0))
                .doesNotHavePath("$.sites[1].grams")
                .doesNotHavePath("$.sites[1].until");
    }

    @Test
    void showsTheSitesAlsoBeforeAnythingIsKnown() {
        assertThat(http.get().uri("/api/v1/sites"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.sites.length()", length -> assertThat(length).isEqualTo(2))
                .doesNotHavePath("$.sites[0].grams");
    }
}
