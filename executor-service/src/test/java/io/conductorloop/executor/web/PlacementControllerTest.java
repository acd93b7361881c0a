package io.conductorloop.executor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Target;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class PlacementControllerTest {
    private static final String PATH = "/api/v1/placements/oran-odu--odu-high-phy";

    private final SiteBoard board = new InMemorySiteBoard();
    private final MockMvcTester http = MockMvcTester.of(new PlacementController(board));

    @Test
    void showsWhereAPackageWasPlacedAndForgetsIt() {
        // Given
        board.place(
                "oran-odu--odu-high-phy",
                "edge-01",
                10,
                Map.of(new Target("oran-odu", "odu-high-phy"), 5),
                Instant.EPOCH);

        // Then
        assertThat(http.get().uri(PATH))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.site", site -> assertThat(site).isEqualTo("edge-01"))
                .hasPathSatisfying("$.settled", settled -> assertThat(settled).isEqualTo(false));
        assertThat(http.delete().uri(PATH)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(board.placed(List.of("oran-odu--odu-high-phy"))).isEmpty();
    }

    @Test
    void saysThatNoPlaceIsNoted() {
        assertThat(http.get().uri(PATH))
                .failure()
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("odu-high-phy");
        assertThat(http.delete().uri(PATH)).failure().isInstanceOf(ProblemException.class);
    }
}
