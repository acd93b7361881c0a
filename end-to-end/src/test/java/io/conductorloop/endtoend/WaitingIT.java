package io.conductorloop.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.testkit.processes.ServiceProcess;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Evidence.Received;
import io.conductorloop.testkit.promises.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Intents that wait for clean power, through the whole suite by a clock ten times as fast: while energy-service is away, comes,
 * is joined, killed and started again, and while the grid's data fails.
 */
class WaitingIT {
    private static final int EACH = 1_000;
    private static final Duration TIME = Duration.ofMinutes(3);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final double DIRTY = 400;
    private static final int KILLED_WITH_AT_MOST = 200;
    private static final double KILOWATT_HOURS = 0.1 * 10 / 3600;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Instant since = Instant.now();
    private final InstantSource clock = () -> FasterClock.faster(since, Instant.now());
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void everyIntentEndsOnceAndInTimeAndTheGramsAddUp() throws Exception {
        try (Backing.Addresses addresses = Backing.EMBEDDED.start(work);
                SwingingGrid grid = new SwingingGrid(clock);
                Suite suite = Suite.start(suiteOn(addresses), work);
                TopicReader topics = new TopicReader(addresses.bootstrapServers())) {
            WaitingLoad load = new WaitingLoad(suite.handoff, clock, System.nanoTime());

            // Energy is not there: who may not wait does not.
            load.drop(EACH / 10);
            readUntil(topics, () -> topics.finishedFiles.containsAll(load.urgent()));
            assertThat(topics.finishedFiles)
                    .doesNotContainAnyElementsOf(load.waiting().keySet());

            try (ServiceProcess first = energy(addresses, grid, "energy-1");
                    ServiceProcess second = throughChanges(addresses, grid, load, first, topics)) {
                readUntil(topics, () -> topics.finishedFiles.containsAll(load.all()));
                FolderEvidence folder = new FolderEvidence(suite.handoff, suite.packages);
                await("every file in its place, in " + work)
                        .atMost(TIME)
                        .until(() -> folder.left().isEmpty());
                await("nothing waits, in " + work)
                        .atMost(TIME)
                        .until(() -> get(second, "/api/v1/deferred?limit=1")
                                .path("items")
                                .isEmpty());
                topics.read();

                Evidence evidence = folder.with(load.all(), topics.received, topics.outcomes);
                Promise.allHoldFor(evidence);
                assertThat(topics.outcomes)
                        .extracting(IntentFinished::state)
                        .containsOnly(IntentState.EXECUTED, IntentState.SUPERSEDED);
                assertReleased(addresses, second, load, evidence);
            }
        }
    }

    /** All that happens while intents come; the second instance is running at the end, and the first again. */
    private ServiceProcess throughChanges(
            Backing.Addresses addresses, SwingingGrid grid, WaitingLoad load, ServiceProcess first, TopicReader topics)
            throws Exception {
        first.awaitReady();
        awaitDirty(first);
        load.drop(EACH * 3 / 10);
        ServiceProcess second = energy(addresses, grid, "energy-2");
        second.awaitReady();
        awaitDirty(second);
        load.drop(EACH * 2 / 10);
        readUntil(topics, () -> carbon(second).path("releasedIntents").asInt() > EACH / 10);
        first.kill();
        load.drop(EACH / 10);
        first.start();
        grid.fail();
        load.drop(EACH / 10);
        awaitIntensity(second, false);
        load.drop(EACH / 10);
        readUntil(topics, () -> topics.finishedFiles.containsAll(load.all()));
        grid.recover();
        awaitIntensity(second, true);
        load.drop(EACH / 10);
        return second;
    }

    /** Until power is known and in the dirtier third of a swing, so that waiting pays. */
    private void awaitDirty(ServiceProcess energy) {
        awaitIntensity(energy, true);
        await("dirty power, in " + work).atMost(TIME).until(() -> SwingingGrid.at(clock.instant()) > DIRTY);
    }

    private void awaitIntensity(ServiceProcess energy, boolean known) {
        await("intensity known: " + known + ", in " + work)
                .atMost(TIME)
                .until(() -> get(energy, "/api/v1/scaling/carbon-cap?max=2").has("intensity") == known);
    }

    /** Each once or, where an instance was killed as it published, as often as that; in time; and the sum is what is told. */
    private void assertReleased(Backing.Addresses addresses, ServiceProcess energy, WaitingLoad load, Evidence evidence)
            throws Exception {
        Map<IntentId, List<Instant>> accepted = accepted(addresses);
        Map<String, IntentId> ids =
                evidence.received().stream().collect(Collectors.toMap(Received::file, Received::id, (a, _) -> a));
        int released = 0;
        int superseded = 0;
        int waited = 0;
        int unknown = 0;
        int twice = 0;
        double sum = 0;
        for (Map.Entry<String, Instant> waiting : load.waiting().entrySet()) {
            IntentId id = ids.get(waiting.getKey());
            JsonNode view = get(energy, "/api/v1/deferred/" + id);
            if (view.path("state").asString().equals("SUPERSEDED")) {
                superseded++;
                continue;
            }
            released++;
            assertThat(view.path("state").asString()).as("%s", view).isEqualTo("RELEASED");
            List<Instant> times = accepted.getOrDefault(id, List.of());
            assertThat(times)
                    .as("%s", view)
                    .isNotEmpty()
                    .allSatisfy(time -> assertThat(time).isBefore(waiting.getValue()));
            twice += times.size() > 1 ? 1 : 0;
            unknown += view.path("intensityThen").isMissingNode() ? 1 : 0;
            double saved = recomputed(view);
            assertThat(view.path("gramsSaved").asDouble()).as("%s", view).isEqualTo(saved, within(1e-9));
            waited += saved > 0 ? 1 : 0;
            sum += saved;
        }
        JsonNode carbon = carbon(energy);
        System.out.printf(
                "WaitingIT: %d released, %d of them into cleaner power, %d while nothing was known, %d superseded, %d twice"
                        + " on the topic after a kill; %.3f g saved%n",
                released, waited, unknown, superseded, twice, sum);
        assertThat(carbon.path("releasedIntents").asInt()).isEqualTo(released);
        assertThat(carbon.path("savedByDeferralGrams").asDouble())
                .isEqualTo(sum, within(1e-6))
                .isPositive();
        assertThat(waited).isGreaterThan(EACH / 10);
        assertThat(unknown).isPositive();
        assertThat(superseded).isPositive();
        assertThat(twice).isLessThanOrEqualTo(KILLED_WITH_AT_MOST);
    }

    /** From the grid as it was, not as it was told; nothing where it could not be known. */
    private static double recomputed(JsonNode view) {
        double then = view.path("intensityThen").asDouble(Double.NaN);
        double left = view.path("intensity").asDouble(Double.NaN);
        if (Double.isNaN(then) || Double.isNaN(left)) {
            return 0;
        }
        double whenItCame = SwingingGrid.at(Instant.parse(view.path("heldAt").asString()));
        double whenItLeft = SwingingGrid.at(Instant.parse(view.path("leftAt").asString()));
        assertThat(then).isEqualTo(whenItCame);
        assertThat(left).isEqualTo(whenItLeft);
        return KILOWATT_HOURS * (whenItCame - whenItLeft);
    }

    /** When which intent was put on {@code intents.accepted}, by the fast clock. */
    private Map<IntentId, List<Instant>> accepted(Backing.Addresses addresses) {
        Map<IntentId, List<Instant>> accepted = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        addresses.bootstrapServers(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ACCEPTED).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(TIME).pollInSameThread().until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    IntentId id = IntentId.parse(new String(
                            record.headers().lastHeader(RecordHeaders.ID).value(), UTF_8));
                    accepted.computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(FasterClock.faster(since, Instant.ofEpochMilli(record.timestamp())));
                }
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return accepted;
    }

    private void readUntil(TopicReader topics, Callable<Boolean> reached) {
        await("more outcomes, in " + work).atMost(TIME).pollInSameThread().until(() -> {
            topics.read();
            return reached.call();
        });
    }

    private JsonNode carbon(ServiceProcess energy) throws Exception {
        return get(energy, "/api/v1/reports/carbon").path("carbon");
    }

    private JsonNode get(ServiceProcess energy, String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(energy.url() + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static Map<String, String> suiteOn(Backing.Addresses addresses) {
        return Map.of(
                "spring.kafka.bootstrap-servers",
                addresses.bootstrapServers(),
                "spring.data.redis.url",
                addresses.redisUrl(),
                "conductor.validation.deferral-enabled",
                "true");
    }

    private ServiceProcess energy(Backing.Addresses addresses, SwingingGrid grid, String name) {
        Map<String, String> properties = new HashMap<>(suiteOn(addresses));
        properties.put("spring.main.sources", FasterClock.class.getName());
        properties.put(FasterClock.SINCE, since.toString());
        properties.put("conductor.energy.sources.order", "carbon-aware");
        properties.put("conductor.energy.sources.carbon-aware.url", grid.url().toString());
        properties.put("conductor.energy.sources.fresh", "10s");
        properties.put("conductor.energy.sources.pause", "10s");
        properties.put("conductor.energy.sources.stale", "30s");
        properties.put("conductor.energy.deferral.margin", CLAIM.multipliedBy(3).toString());
        properties.put("conductor.energy.deferral.claim", CLAIM.toString());
        properties.put("conductor.energy.deferral.execution-time", "10s");
        properties.put("conductor.energy.deferral.execution-power", "100");
        properties.put("conductor.energy.deferral.look", "100ms");
        properties.put("conductor.energy.deferral.replan-every", "1s");
        properties.put("conductor.energy.deferral.restore-every", "3s");
        return ServiceProcess.start(
                "energy-service",
                work.resolve("logs/" + name + ".log"),
                properties,
                Path.of("target", "test-classes").toAbsolutePath());
    }
}
