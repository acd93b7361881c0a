package io.conductorloop.executor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Target;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
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
        board.place("oran-odu--odu-high-phy", "edge-01", 10, Map.of(new Target("oran-odu", "odu-high-phy"), 5));

        // Then
        assertThat(http.get().uri(PATH))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.site", site -> assertThat(site).isEqualTo("edge-01"));
        assertThat(http.delete().uri(PATH)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(board.placed(List.of("oran-odu--odu-high-phy"))).isEmpty();
    }

    @Test
    void saysThatNoSiteWasChosen() {
        assertThat(http.get().uri(PATH)).hasFailed();
        assertThat(http.delete().uri(PATH)).hasFailed();
    }
}
