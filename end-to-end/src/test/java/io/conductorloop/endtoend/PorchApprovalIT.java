package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import io.conductorloop.porchfake.FakePorch;
import io.conductorloop.porchfake.Repository;
import io.conductorloop.testkit.Intents;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files whose package revisions a person approves or rejects, while executors are killed and Redis loses everything. */
class PorchApprovalIT {
    private static final String REVISIONS = "/apis/porch.kpt.dev/v1alpha1/namespaces/default/packagerevisions";
    private static final Duration TIME = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void waitForAPersonThroughKillsAndTheLossOfRedis() throws Exception {
        try (FakePorch porch = new FakePorch();
                EmbeddedBroker broker = EmbeddedBroker.start(work.resolve("kafka"), 0);
                EmbeddedRedis redis = EmbeddedRedis.start(work.resolve("redis"), 0)) {
            // Given
            porch.register(Repository.named("edge-01"));
            Map<String, String> properties =
                    properties(broker.bootstrapServers(), redis.uri().toString(), porch);
            try (Suite suite = Suite.start(properties, work);
                    TopicReader topics = new TopicReader(broker.bootstrapServers())) {
                for (String target : List.of("approved", "rejected", "late")) {
                    drop(suite.handoff, target);
                }
                awaitProposed(suite.firstIngest, 3);

                // When
                suite.executor.kill();
                redis.kill();
                delete(work.resolve("redis/appendonlydir"));
                redis.restart();
                decide(porch.address(), "oran--approved", "Published");
                decide(porch.address(), "oran--rejected", "Draft");
                suite.executor.start();
                suite.executor.awaitReady();

                // Then
                await().atMost(TIME).until(() -> {
                    topics.read();
                    return topics.finishedFiles.size() == 2;
                });
                FolderEvidence folder = new FolderEvidence(suite.handoff, suite.packages);
                await().atMost(TIME).until(() -> folder.left().size() == 1);
                assertThat(suite.handoff.resolve("processed/intent-approved.json"))
                        .exists();
                assertThat(suite.handoff.resolve("failed/intent-rejected.json")).exists();
                awaitProposed(suite.firstIngest, 1);

                // When
                suite.executor.kill();
                suite.executor.start();
                suite.executor.awaitReady();
                decide(porch.address(), "oran--late", "Published");

                // Then
                await().atMost(TIME).until(() -> folder.left().isEmpty());
                topics.read();
                assertThat(states(topics))
                        .isEqualTo(Map.of(
                                "intent-approved.json", Set.of(IntentState.EXECUTED),
                                "intent-rejected.json", Set.of(IntentState.FAILED),
                                "intent-late.json", Set.of(IntentState.EXECUTED)));
                assertThat(topics.outcomes)
                        .filteredOn(finished -> finished.state() == IntentState.FAILED)
                        .allSatisfy(finished -> assertThat(((Outcome.Failed) finished.outcome())
                                        .reason()
                                        .rule())
                                .isEqualTo("porch-rejected"));
                PorchRevisions revisions = new PorchRevisions(porch.address());
                assertThat(revisions.published()).hasSize(2);
                await().atMost(TIME)
                        .untilAsserted(() -> assertThat(revisions.drafts()).isEmpty());
            }
        }
    }

    private static Map<String, Set<IntentState>> states(TopicReader topics) {
        return topics.outcomes.stream()
                .collect(Collectors.groupingBy(
                        finished -> String.valueOf(finished.file()),
                        Collectors.mapping(IntentFinished::state, Collectors.toSet())));
    }

    private static void drop(Path handoff, String target) throws IOException {
        Path written = Files.write(
                handoff.resolve(target + ".tmp"),
                Intents.scaling().target("oran", target).bytes());
        Files.move(written, handoff.resolve("intent-" + target + ".json"));
    }

    private void awaitProposed(ServiceProcess ingest, int count) {
        await().atMost(TIME).until(() -> {
            JsonNode page = get(ingest.url().resolve("/api/v1/intents?state=PROPOSED"));
            return page.path("items").size() == count;
        });
    }

    private void decide(URI porch, String packageName, String lifecycle) throws Exception {
        String name = get(porch.resolve(REVISIONS + "?fieldSelector=spec.packageName=" + packageName))
                .at("/items/0/metadata/name")
                .asString();
        HttpRequest request = HttpRequest.newBuilder(porch.resolve(REVISIONS + "/" + name + "/approval"))
                .header("Content-Type", "application/merge-patch+json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString("{\"spec\":{\"lifecycle\":\"" + lifecycle + "\"}}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private JsonNode get(URI address) throws Exception {
        return JsonMapper.shared()
                .readTree(http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .body());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Map<String, String> properties(String bootstrapServers, String redisUrl, FakePorch porch) {
        Map<String, String> properties = OverPorch.properties(bootstrapServers, redisUrl, porch, List.of("edge-01"));
        properties.put(OverPorch.STORE + "porch.approval", "propose-only");
        properties.put(OverPorch.STORE + "porch.approval-check", "200ms");
        return properties;
    }
}
