package io.conductorloop.ml.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.ml.files.FileModelRegistry;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import io.conductorloop.ml.ppo.StoredPolicies;
import io.conductorloop.ml.steering.LoadForecasters;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The service as it ships, over a real broker: telemetry in, directives out. */
@ExtendWith(RealInfrastructure.class)
class MlServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(100);

    private final JsonAdviceCodec codec = new JsonAdviceCodec();
    private final Random random = new Random(7);
    private final List<Directive> directives = new ArrayList<>();
    private long ended;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;

    @TempDir
    private Path models;

    @BeforeEach
    void connect() {
        RealInfrastructure.clear();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RealInfrastructure.bootstrapServers(),
                        "group.id",
                        "ml-it-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
        consumer.close();
    }

    @Test
    void advisesMoreWorkersAndLargerBatchesWhileNothingWaitsYet() throws Exception {
        try (ConfigurableApplicationContext ml = start()) {
            // Given
            consumer.subscribe(List.of(Topics.DIRECTIVES));
            telling(50, () -> directives.size() >= 20 && latest().workers() != null);
            int workers = latest().workers();
            int batchSize = latest().batchSize();

            // When
            telling(3_000, () -> latest().workers() > workers && latest().batchSize() > Math.max(batchSize, 500));

            // Then
            assertThat(latest().decidedBy()).isEqualTo(Directive.ML);
            assertThat(latest().workers()).isBetween(workers + 1, 8);
            assertThat(latest().batchSize()).isBetween(501, 1_000);
            assertThat(latest().validUntil()).isAfter(latest().decidedAt());
            String prediction = get(ml, "/api/v1/predictions/executor", 200);
            // The forecast may be on its way up to what was told, or there, beyond what may run.
            assertThat(prediction)
                    .contains("\"queueDepth\":0", "\"learntBatchSize\":true")
                    .containsPattern("\"reason\":\"(load|most-workers)\"");
            assertThat(get(ml, "/api/v1/scaling/executor", 200)).containsPattern("\"replicas\":[1-8],");
            assertThat(get(ml, "/api/v1/predictions", 200)).contains("\"items\":[{\"service\":\"executor\"");
            assertThat(get(ml, "/api/v1/models", 200)).contains("load-executor", "load-validation");
            assertThat(get(ml, "/api/v1/anomalies?limit=5", 200)).contains("\"items\":[");
            assertThat(get(ml, "/api/v1/federation", 200)).contains("\"enabled\":false", "\"version\":0");
            assertThat(get(ml, "/v3/api-docs", 200)).contains("/api/v1/scaling/{service}");
            assertThat(get(ml, "/actuator/health/readiness", 200)).contains("UP");
            assertThat(get(ml, "/actuator/prometheus", 200))
                    .contains("conductor_loop_ml_directives_total", "conductor_loop_ml_error_ratio")
                    .contains("conductor_loop_ml_tuning_acts{service=\"executor\"} 0.0");
            for (String refused :
                    List.of("/api/v1/predictions/somebody", "/api/v1/scaling/validation", "/api/v1/models/somebody")) {
                assertThat(get(ml, refused, 404)).contains("\"status\":404");
            }
            assertThat(get(ml, "/api/v1/anomalies?limit=0", 400)).contains("limit must be from 1 to 500");
        }
    }

    @Test
    void advisesWithinBoundsWhateverModelsAndTelemetrySay() throws Exception {
        try (ConfigurableApplicationContext ml = start(Lying.class)) {
            // Given
            consumer.subscribe(List.of(Topics.DIRECTIVES));

            // When
            telling(2_000, () -> {
                tell("{\"version\":1,\"service\":\"executor\",\"arrivals\":-1}".getBytes(UTF_8));
                tell(new byte[] {0, 1, 2});
                Integer workers = directives.size() < 60 ? null : latest().workers();
                return workers != null && workers > 1;
            });

            // Then
            assertThat(directives).allSatisfy(directive -> {
                assertThat(directive.workers() == null ? 1 : directive.workers())
                        .isBetween(1, 8);
                assertThat(directive.batchSize()).isBetween(50, 1_000);
                assertThat(directive.modelVersion()).isEqualTo("ewma 0.5");
            });
            assertThat(latest().workers()).isBetween(2, 6);
            assertThat(get(ml, "/actuator/prometheus", 200))
                    .containsPattern("samples_passed_over_total\\{why=\"unreadable\"} [1-9]")
                    .containsPattern("ml_implausible\\{service=\"executor\"} [1-9]");
        }
    }

    @Test
    void trustsNothingLearntWhileOutcomesSayThatIntentsAreLate() throws Exception {
        try (ConfigurableApplicationContext ml = start()) {
            // Given
            consumer.subscribe(List.of(Topics.DIRECTIVES));
            telling(3_000, () -> !directives.isEmpty() && latest().batchSize() > 500);

            // When
            telling(3_000, () -> {
                end(20, Duration.ofSeconds(5));
                return latest().batchSize() == 500;
            });

            // Then
            assertThat(get(ml, "/api/v1/predictions/executor", 200))
                    .contains("\"learntBatchSize\":false", "\"withinSeconds\":2.0", "\"kept\":false");
            assertThat(get(ml, "/actuator/prometheus", 200))
                    .contains("conductor_loop_ml_promise_kept 0.0")
                    .containsPattern("ml_outcomes_total\\{result=\"late\"} [1-9]")
                    .containsPattern("ml_late_share [1.0]");

            // When
            telling(3_000, () -> {
                end(2_000, Duration.ofMillis(5));
                return latest().batchSize() > 500;
            });

            // Then
            assertThat(get(ml, "/api/v1/predictions", 200)).contains("\"kept\":true");
        }
    }

    @Test
    void listsWhatPpoLearntAndTakesItBack() throws Exception {
        // Given
        ModelLifecycle before = new ModelLifecycle(
                new FileModelRegistry(models.resolve("workers-executor"), 10), InstantSource.system());
        Challenger policy = StoredPolicies.correctingNothing(64, 3, 7);
        before.install(policy, -0.25, -0.125);
        before.install(policy, -0.5, Double.NaN);

        try (ConfigurableApplicationContext ml = start()) {
            // Then
            assertThat(get(ml, "/api/v1/models", 200))
                    .contains("load-executor", "load-validation", "workers-executor")
                    .doesNotContain("workers-validation", "federated");
            assertThat(get(ml, "/api/v1/models/workers-executor", 200))
                    .contains("\"kind\":\"workers\"", "\"speaking\":{\"executor\":\"queueing model\"}")
                    .containsPattern("\"number\":1,\"state\":\"retired\".*\"rows\":3000,"
                            + "\"error\":-0.25,\"baselineError\":-0.125")
                    .containsPattern("\"number\":2,\"state\":\"champion\".*\"error\":-0.5,\"baselineError\":null");

            // When
            String once = post(ml, "/api/v1/models/workers-executor/rollback", 200);
            String twice = post(ml, "/api/v1/models/workers-executor/rollback", 200);

            // Then
            assertThat(once)
                    .containsPattern("\"number\":1,\"state\":\"champion\"")
                    .containsPattern("\"number\":2,\"state\":\"rolled-back\"");
            assertThat(twice).doesNotContain("champion");
            assertThat(post(ml, "/api/v1/models/workers-executor/rollback", 409))
                    .contains("No version of workers-executor acts");
            assertThat(post(ml, "/api/v1/models/workers-executor/retrain", 202)).contains("workers-executor");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(ml, "/actuator/prometheus", 200))
                            .contains("trainings_total{model=\"workers-executor\",result=\"too-little-data\"} 1.0"));
            for (String refused : List.of("workers-validation/rollback", "federated/rollback", "federated/retrain")) {
                assertThat(post(ml, "/api/v1/models/" + refused, 404)).contains("There is no model");
            }
        }
    }

    /** Tells that intents ended now, and took so long. */
    private void end(int intents, Duration took) {
        Instant now = Instant.now();
        long claimed = now.minus(took).toEpochMilli();
        for (int i = 0; i < intents; i++) {
            String id = "%08x-%04x-7000-8000-%012x".formatted(claimed >>> 16, claimed & 0xffff, ++ended);
            ProducerRecord<byte[], byte[]> outcome =
                    new ProducerRecord<>(Topics.OUTCOMES, id.getBytes(UTF_8), "{}".getBytes(UTF_8));
            outcome.headers()
                    .add(RecordHeaders.ID, id.getBytes(UTF_8))
                    .add(RecordHeaders.TIME, now.toString().getBytes(UTF_8));
            producer.send(outcome);
        }
    }

    /** Tells telemetry of a service that takes 1 ms an intent and 400 ms a batch, until so much is seen. */
    private void telling(double perSecond, Callable<Boolean> seen) {
        await().atMost(PATIENCE).pollInterval(TICK).pollInSameThread().until(() -> {
            double intents = 1 + random.nextInt(400);
            Duration took = Duration.ofNanos((long) (4e8 + 2e5 * intents));
            Duration work = Duration.ofNanos((long) (1e6 * intents));
            tell(codec.encode(new TelemetrySample(
                    "executor",
                    "a",
                    Instant.now(),
                    TICK,
                    2,
                    0.5,
                    30_000_000,
                    0,
                    Duration.ofMillis(20),
                    perSecond,
                    perSecond,
                    Map.of(),
                    new Batches(intents, 200 * intents, took, work),
                    null)));
            consumer.poll(Duration.ofMillis(1)).forEach(record -> directives.add(codec.directive(record.value())));
            return seen.call();
        });
    }

    private Directive latest() {
        return directives.getLast();
    }

    private void tell(byte[] telemetry) {
        producer.send(new ProducerRecord<>(Topics.TELEMETRY, "executor/a".getBytes(UTF_8), telemetry));
    }

    private ConfigurableApplicationContext start(Class<?>... more) {
        return new SpringApplicationBuilder(MlApplication.class)
                .sources(more)
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                        "--conductor.ml.step=1s",
                        "--conductor.ml.interval=100ms",
                        "--conductor.ml.tuning.enabled=true",
                        "--conductor.ml.models=" + models);
    }

    private static String get(ConfigurableApplicationContext ml, String path, int status) throws Exception {
        return answer(ml, "GET", path, status);
    }

    private static String post(ConfigurableApplicationContext ml, String path, int status) throws Exception {
        return answer(ml, "POST", path, status);
    }

    private static String answer(ConfigurableApplicationContext ml, String method, String path, int status)
            throws Exception {
        int port = ml.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
            return answer.body();
        }
    }

    /** Models that mean harm. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Lying {
        @Bean
        @Primary
        LoadForecasters lying() {
            Random lies = new Random(7);
            return _ -> new QuantileForecaster() {
                @Override
                public String name() {
                    return "liar";
                }

                @Override
                public double forecast() {
                    return switch (lies.nextInt(4)) {
                        case 0 -> Double.NaN;
                        case 1 -> 1e12;
                        case 2 -> 0;
                        default -> throw new IllegalStateException("as the test wants");
                    };
                }

                @Override
                public double quantile(double level) {
                    return forecast();
                }

                @Override
                public void observe(double load) {
                    // Learns nothing.
                }
            };
        }
    }
}
