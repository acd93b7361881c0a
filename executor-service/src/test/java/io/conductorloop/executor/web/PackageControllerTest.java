package io.conductorloop.executor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageNaming;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.porch.Approval;
import io.conductorloop.executor.porch.BreakerState;
import io.conductorloop.executor.porch.GitTurns;
import io.conductorloop.executor.porch.InMemoryPorch;
import io.conductorloop.executor.porch.Placements;
import io.conductorloop.executor.porch.PorchCatalog;
import io.conductorloop.executor.porch.PorchPackageStore;
import io.conductorloop.executor.porch.PorchSettings;
import io.conductorloop.executor.porch.RepositoryBreakers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class PackageControllerTest {
    private static final RepositoryBreakers CLOSED = new RepositoryBreakers() {
        @Override
        public Map<String, BreakerState> states() {
            return Map.of();
        }

        @Override
        public BreakerState state(String repository) {
            return BreakerState.CLOSED;
        }
    };

    private final InMemoryPorch porch = new InMemoryPorch("edge-01", "edge-02");
    private final MockMvcTester http = MockMvcTester.of(new PackageController(
            new PorchCatalog(
                    porch, porch, CLOSED, List.of("edge-01"), Placements.over(porch, porch, List.of("edge-01"))),
            PackageNaming.NAMESPACE));

    @Test
    void showsTheRepositories() {
        assertThat(http.get().uri("/api/v1/repositories"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"repositories": [
                          {"name": "edge-01", "gitUrl": "https://git.example.org/edge-01.git", "branch": "main", "used": true, "calls": "closed"},
                          {"name": "edge-02", "used": false}]}
                        """);
    }

    @Test
    void showsAPackageWithTheIntentsOfEachRevision() {
        // Given
        apply(
                Planned.scaling().of("oran", "odu").at(1),
                Planned.scaling().of("oran", "cu").at(2));
        apply(Planned.scaling().of("oran", "odu").at(3));

        // Then
        assertThat(http.get().uri("/api/v1/packages/oran/odu"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"target": "oran/odu", "packageName": "oran", "repository": "edge-01",
                         "current": {"number": 2, "lifecycle": "published", "intents": ["%3$s"]},
                         "history": [{"number": 2}, {"number": 1, "intents": ["%1$s", "%2$s"]}]}
                        """.formatted(Planned.id(1), Planned.id(2), Planned.id(3)));
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(http.get().uri("/api/v1/packages/oran/odu")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(http.get().uri("/api/v1/packages/oran/odu?repository=edge-02"))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(http.get().uri("/api/v1/packages/oran/odu?package=a,b=c")).hasStatus(HttpStatus.BAD_REQUEST);
    }

    private void apply(PlannedIntent... intents) {
        Duration any = Duration.ofSeconds(1);
        new PorchPackageStore(
                        porch,
                        porch,
                        new PorchSettings(List.of("edge-01"), "a", any, any, any, any, any, Approval.AUTO),
                        Placements.over(porch, porch, List.of("edge-01")),
                        new GitTurns(1),
                        System::nanoTime,
                        new Random(1))
                .apply(List.of(new PackageChange("oran", List.of(intents))));
    }
}
