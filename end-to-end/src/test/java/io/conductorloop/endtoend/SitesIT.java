package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.porchfake.FakePorch;
import io.conductorloop.porchfake.Latencies;
import io.conductorloop.porchfake.Repository;
import io.conductorloop.testkit.processes.ServiceProcess;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Promise;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Intents that allow several sites, over Porch with two executors: while energy-service is away, once it says what each site emits,
 * while it and an executor are killed, and after Redis has lost everything.
 */
class SitesIT {
    private static final String NORTH = "edge-north";
    private static final String WEST = "edge-west";
    private static final String SOUTH = "edge-south";
    private static final List<String> SITES = List.of(NORTH, WEST, SOUTH);
    private static final String ANY = "";
    private static final String NEAR = ",\"max_latency_ms\":10";
    private static final int NORTH_CAPACITY = 48;
    private static final int WEST_CAPACITY = 24;
    private static final int TARGETS = 25;
    private static final Duration TIME = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> dropped = new LinkedHashSet<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void eachPackageIsAtOneSiteTheCleanestWithRoomAndNearEnough() throws Exception {
        try (FakePorch porch = new FakePorch(0, Latencies.RECORDED.times(0.01), 1);
                Backing.Addresses addresses = Backing.EMBEDDED.start(work)) {
            SITES.forEach(name -> porch.register(Repository.named(name)));
            Map<String, String> properties = properties(addresses, porch);
            try (Suite suite = Suite.start(properties, work);
                    ServiceProcess other =
                            ServiceProcess.start("executor-service", work.resolve("logs/executor-2.log"), properties);
                    TopicReader topics = new TopicReader(addresses.bootstrapServers())) {
                other.awaitReady();
                PorchRevisions revisions = new PorchRevisions(porch.address());

                // Energy is not there: who may go anywhere goes somewhere.
                dropAll(suite, "early", 1, ANY);
                awaitOutcomes(topics);
                assertThat(homes(revisions)).hasSize(TARGETS).satisfies(SitesIT::isEachAtOneSite);
                assertThat(sites(revisions)).as("spread by name").hasSizeGreaterThan(1);

                try (ServiceProcess energy = energy(addresses)) {
                    // It is, and says what each site emits: the cleanest is filled first, and who must be near is near.
                    await("what sites emit")
                            .atMost(TIME)
                            .until(() -> sitesOf(energy).values().stream()
                                    .allMatch(site -> site.path("grams").asDouble() > 0));
                    dropAll(suite, "near", 2, NEAR);
                    dropAll(suite, "late", 3, ANY);
                    awaitOutcomes(topics);
                    assertThat(homes(revisions)).hasSize(3 * TARGETS).satisfies(SitesIT::isEachAtOneSite);
                    assertThat(homes(revisions).entrySet())
                            .filteredOn(home -> home.getKey().startsWith("near"))
                            .hasSize(TARGETS)
                            .allSatisfy(home -> assertThat(home.getValue()).containsExactly(SOUTH));
                    Map<String, JsonNode> shown = sitesOf(energy);
                    assertThat(shown.get(NORTH).path("replicas").asInt()).isBetween(NORTH_CAPACITY - 2, NORTH_CAPACITY);
                    assertThat(shown.get(WEST).path("replicas").asInt()).isBetween(WEST_CAPACITY - 2, WEST_CAPACITY);
                    assertThat(shown.values().stream()
                                    .mapToInt(site -> site.path("replicas").asInt())
                                    .sum())
                            .as("replicas of all that was placed")
                            .isEqualTo(TARGETS * (1 + 2 + 3));

                    // All are scaled while services die: nothing moves.
                    Map<String, Set<String>> before = homes(revisions);
                    energy.kill();
                    dropAll(suite, "early", 2, ANY);
                    suite.executor.kill();
                    dropAll(suite, "late", 2, ANY);
                    suite.executor.start();
                    suite.executor.awaitReady();
                    awaitOutcomes(topics);
                    assertThat(homes(revisions)).isEqualTo(before);

                    // Redis has lost everything: Porch knows where each is.
                    loseRedis(addresses);
                    dropAll(suite, "near", 1, ANY);
                    for (int target = 0; target < TARGETS; target++) {
                        drop(suite, "late-" + target, 1, "");
                    }
                    awaitOutcomes(topics);
                    assertThat(homes(revisions)).isEqualTo(before);
                }

                // Nobody may move one.
                String site = homes(revisions).get("late-0").iterator().next();
                String elsewhere = site.equals(SOUTH) ? NORTH : SOUTH;
                drop(suite, "late-0", 9, choice("\"%s\"".formatted(elsewhere), ANY));
                awaitOutcomes(topics);

                FolderEvidence folder = new FolderEvidence(suite.handoff, suite.packages);
                await("every file in its place, in " + work)
                        .atMost(TIME)
                        .until(() -> folder.left().isEmpty());
                assertThat(errorLog(suite)).contains("site-elsewhere", site);
                topics.read();
                Evidence evidence =
                        folder.with(dropped, topics.received, topics.outcomes, revisions.effects(topics.received));
                Promise.allHoldFor(evidence);
                assertThat(topics.outcomes)
                        .filteredOn(outcome -> outcome.state() == IntentState.FAILED)
                        .hasSize(1);
                assertThat(revisions.drafts()).isEmpty();
            }
        }
    }

    private static void isEachAtOneSite(Map<String, Set<String>> homes) {
        assertThat(homes).allSatisfy((name, sites) -> assertThat(sites).as(name).hasSize(1));
    }

    /** Sites by target. */
    private static Map<String, Set<String>> homes(PorchRevisions revisions) throws Exception {
        Map<String, Set<String>> homes = new TreeMap<>();
        for (JsonNode revision : revisions.published()) {
            String name = revision.path("spec").path("packageName").asString();
            homes.computeIfAbsent(name.substring(name.indexOf("--") + 2), _ -> new TreeSet<>())
                    .add(revision.path("spec").path("repository").asString());
        }
        return homes;
    }

    private static Set<String> sites(PorchRevisions revisions) throws Exception {
        Set<String> sites = new TreeSet<>();
        homes(revisions).values().forEach(sites::addAll);
        return sites;
    }

    private Map<String, JsonNode> sitesOf(ServiceProcess energy) throws Exception {
        String body = http.send(
                        HttpRequest.newBuilder(URI.create(energy.url() + "/api/v1/sites"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Map<String, JsonNode> sites = new HashMap<>();
        JSON.readTree(body)
                .path("sites")
                .forEach(site -> sites.put(site.path("name").asString(), site));
        assertThat(sites.keySet()).as(body).containsExactlyInAnyOrderElementsOf(SITES);
        return sites;
    }

    private void dropAll(Suite suite, String kind, int replicas, String more) throws IOException {
        for (int target = 0; target < TARGETS; target++) {
            drop(
                    suite,
                    kind + "-" + target,
                    replicas,
                    choice("\"%s\",\"%s\",\"%s\"".formatted(SOUTH, NORTH, WEST), more));
        }
    }

    private static String choice(String sites, String more) {
        return ",\"constraints\":{\"sites\":[%s]%s}".formatted(sites, more);
    }

    private void drop(Suite suite, String target, int replicas, String constraints) throws IOException {
        String name = "intent-%05d.json".formatted(dropped.size());
        String json = "{\"intent_type\":\"scaling\",\"target\":\"%s\",\"namespace\":\"ran\",\"replicas\":%d%s}"
                .formatted(target, replicas, constraints);
        Path hidden = Files.writeString(suite.handoff.resolve(".writing-" + name), json);
        Files.move(hidden, suite.handoff.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        dropped.add(name);
    }

    private void awaitOutcomes(TopicReader topics) {
        await("an outcome for each file, in " + work)
                .atMost(TIME)
                .pollInSameThread()
                .until(() -> {
                    topics.read();
                    return topics.finishedFiles.containsAll(dropped);
                });
    }

    /** What is said of the one that failed. */
    private static String errorLog(Suite suite) throws IOException {
        try (Stream<Path> files = Files.walk(suite.handoff.resolve("failed"))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".error.log")).toList();
            assertThat(logs).hasSize(1);
            return Files.readString(logs.getFirst());
        }
    }

    private static void loseRedis(Backing.Addresses addresses) throws IOException {
        URI redis = URI.create(addresses.redisUrl());
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(3);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("+OK");
        }
    }

    private ServiceProcess energy(Backing.Addresses addresses) throws IOException {
        Path grids = Files.createDirectories(work.resolve("grids"));
        grid(grids, "NO-1", 30);
        grid(grids, "IE", 300);
        grid(grids, "PL", 700);
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.kafka.bootstrap-servers", addresses.bootstrapServers());
        properties.put("spring.data.redis.url", addresses.redisUrl());
        properties.put("conductor.energy.sources.order", "file");
        properties.put("conductor.energy.sources.file.folder", grids.toString());
        properties.put("conductor.energy.zone", "PL");
        properties.put("conductor.energy.placement.every", "200ms");
        site(properties, 0, SOUTH, "PL", 1_000, "5ms");
        site(properties, 1, NORTH, "NO-1", NORTH_CAPACITY, "40ms");
        site(properties, 2, WEST, "IE", WEST_CAPACITY, "20ms");
        ServiceProcess energy = ServiceProcess.start("energy-service", work.resolve("logs/energy.log"), properties);
        energy.awaitReady();
        return energy;
    }

    private static void site(
            Map<String, String> properties, int number, String name, String zone, int capacity, String latency) {
        String prefix = "conductor.energy.sites[" + number + "].";
        properties.put(prefix + "name", name);
        properties.put(prefix + "zone", zone);
        properties.put(prefix + "pue", "1.2");
        properties.put(prefix + "capacity", Integer.toString(capacity));
        properties.put(prefix + "latency", latency);
    }

    private static void grid(Path folder, String zone, int grams) throws IOException {
        StringBuilder rows = new StringBuilder("time,gCO2e/kWh\n");
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(2));
        for (int i = 0; i < 120; i++) {
            rows.append(hour.plus(Duration.ofHours(i)))
                    .append(',')
                    .append(grams + i % 24)
                    .append('\n');
        }
        Files.writeString(folder.resolve(zone + ".csv"), rows);
    }

    private static Map<String, String> properties(Backing.Addresses addresses, FakePorch porch) {
        Map<String, String> properties =
                OverPorch.properties(addresses.bootstrapServers(), addresses.redisUrl(), porch, SITES);
        properties.put("conductor.executor.retry.first", "100ms");
        properties.put("conductor.executor.retry.longest", "1s");
        properties.put(OverPorch.STORE + "porch.timeout", "2s");
        properties.put(OverPorch.STORE + "porch.lease", "5s");
        return properties;
    }
}
