package io.conductorloop.ml.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.contracts.FederationMessage.Changed;
import io.conductorloop.contracts.FederationMessage.Present;
import io.conductorloop.contracts.FederationMessage.Shared;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.json.JsonFederationCodec;
import io.conductorloop.ml.federation.Federation;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
import org.springframework.context.ConfigurableApplicationContext;

/** Three sites as they ship, over a real broker, each with telemetry of its own; and one that sends no numbers. */
@ExtendWith(RealInfrastructure.class)
class FederationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long SEED = Long.getLong("conductor.test.seed", System.nanoTime());
    private static final String LIAR = "liar";

    private final JsonAdviceCodec telemetry = new JsonAdviceCodec();
    private final JsonFederationCodec codec = new JsonFederationCodec();
    private final Random random = new Random(SEED);
    private final Map<String, ConfigurableApplicationContext> sites = new LinkedHashMap<>();
    private final List<byte[]> said = new ArrayList<>();
    private final Set<Double> raw = new HashSet<>();
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;
    private boolean lying;

    @TempDir
    private Path models;

    @BeforeEach
    void start() {
        System.out.println("seed " + SEED);
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
                        "federation-it-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List.of("a", "b", "c").forEach(site -> sites.put(site, site(site)));
        consumer.subscribe(List.of(Topics.FEDERATION));
    }

    @AfterEach
    void stop() {
        sites.values().forEach(ConfigurableApplicationContext::close);
        producer.close();
        consumer.close();
    }

    @Test
    void sitesLearnTogetherThoughOneDropsOutAndOneLiesAndNoRowLeavesAny() throws Exception {
        // When: three learn
        telling(() -> sites.keySet().stream().allMatch(site -> status(site).version() >= 3));

        // Then
        assertThat(status("a").coordinator()).isEqualTo("a");
        assertThat(status("c").members()).containsExactly("a", "b", "c");
        assertThat(get("b", "/api/v1/federation"))
                .contains("\"enabled\":true", "\"site\":\"b\"", "\"coordinator\":\"a\"")
                .containsPattern("\"version\":[1-9]");
        assertThat(get("b", "/api/v1/models/federated"))
                .contains("\"kind\":\"shared\"", "\"state\":\"retired\"", "\"state\":\"champion\"")
                .contains("\"error\":null", "\"errorRatios\":{");
        for (String refused : List.of("retrain", "rollback")) {
            assertThat(answer("b", "POST", "/api/v1/models/federated/" + refused, 409))
                    .contains("Sites share federated");
        }

        // When: the coordinator drops out, and somebody sends no numbers
        sites.remove("a").close();
        lying = true;
        long before = status("b").version();
        telling(() -> sites.keySet().stream().allMatch(site -> status(site).version() >= before + 3)
                && get("b", "/actuator/prometheus").contains("changes_total{result=\"malformed\"}"));

        // Then
        assertThat(status("c").coordinator()).isEqualTo("b");
        assertThat(status("c").members()).containsExactly("b", "c", LIAR);
        assertThat(get("b", "/actuator/prometheus"))
                .containsPattern("federation_rounds_total\\{result=\"moved\"} [1-9]")
                .contains("federation_members 3.0");
        assertThat(said).isNotEmpty().allSatisfy(this::holdsNoRow);
        assertThat(said.stream()
                        .map(codec::message)
                        .filter(this::isHonestChange)
                        .map(change -> ((Changed) change).change().length))
                .isNotEmpty()
                .containsOnly(161);

        // When: all end, and one comes back
        long learnt = status("c").version();
        sites.values().forEach(ConfigurableApplicationContext::close);
        sites.clear();
        sites.put("c", site("c"));

        // Then
        assertThat(learnt).isGreaterThan(3);
        assertThat(status("c").version()).isGreaterThanOrEqualTo(learnt);
    }

    private boolean isHonestChange(FederationMessage message) {
        return message instanceof Changed && !message.site().equals(LIAR);
    }

    /** No figure of any sample, as text or as a number of a model, and no field that could hold one. */
    private void holdsNoRow(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        assertThat(text)
                .matches("\\{\"version\":1,\"kind\":\"(present|shared|changed)\",\"site\":\"[a-z]+\",\"model\":\\d+"
                        + "(,\"parameters\":\"[A-Za-z0-9+/=]+\",\"invited\":\"[a-z,]*\")?"
                        + "(,\"change\":\"[A-Za-z0-9+/=]+\",\"samples\":\\d+)?}");
        double[] numbers = switch (codec.message(bytes)) {
            case Present _ -> new double[0];
            case Shared shared -> shared.parameters();
            case Changed changed -> changed.change();
        };
        assertThat(Arrays.stream(numbers).filter(raw::contains)).isEmpty();
    }

    /** Tells each site's telemetry and hears the federation until so much is seen. */
    private void telling(Callable<Boolean> seen) {
        await().atMost(PATIENCE).pollInterval(TICK).pollInSameThread().until(() -> {
            double second = System.nanoTime() / 1e9;
            int size = 1;
            for (String site : sites.keySet()) {
                double arrivals = Math.abs(size++ * (100 + 60 * Math.sin(second)) + 5 * random.nextGaussian());
                TelemetrySample sample = sample(arrivals);
                raw.addAll(List.of(
                        arrivals, sample.cpuShare(), (double) sample.heapBytes(), arrivals * TICK.toMillis() / 1e3));
                producer.send(new ProducerRecord<>(
                        "telemetry." + site, "executor/x".getBytes(UTF_8), telemetry.encode(sample)));
            }
            if (lying) {
                say(new Present(LIAR, 0));
            }
            consumer.poll(Duration.ofMillis(1)).forEach(record -> {
                said.add(record.value());
                if (lying && codec.message(record.value()) instanceof Shared shared) {
                    double[] change = new double[shared.parameters().length];
                    Arrays.fill(change, Double.NaN);
                    say(new Changed(LIAR, shared.version(), change, 1_000_000));
                }
            });
            return seen.call();
        });
    }

    private TelemetrySample sample(double arrivals) {
        return new TelemetrySample(
                "executor",
                "x",
                Instant.now(),
                TICK,
                2,
                random.nextDouble(),
                30_000_000 + random.nextInt(1_000_000),
                0,
                Duration.ofMillis(20),
                arrivals,
                arrivals,
                Map.of(),
                new Batches(100, 20_000, Duration.ofMillis(100), Duration.ofMillis(100)),
                null);
    }

    private void say(FederationMessage message) {
        producer.send(new ProducerRecord<>(Topics.FEDERATION, message.site().getBytes(UTF_8), codec.encode(message)));
    }

    private Federation.Status status(String site) {
        return sites.get(site).getBean(Federation.class).status();
    }

    private ConfigurableApplicationContext site(String name) {
        return new SpringApplicationBuilder(MlApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                        "--spring.cloud.stream.bindings.hearTelemetry-in-0.destination=telemetry." + name,
                        "--conductor.ml.step=2s",
                        "--conductor.ml.models=" + models.resolve(name),
                        "--conductor.ml.federation.enabled=true",
                        "--conductor.ml.federation.site=" + name,
                        "--conductor.ml.federation.heartbeat=200ms",
                        "--conductor.ml.federation.round=1s",
                        "--conductor.ml.federation.answer=800ms");
    }

    private String get(String site, String path) throws Exception {
        return answer(site, "GET", path, 200);
    }

    private String answer(String site, String method, String path, int status) throws Exception {
        int port = sites.get(site).getEnvironment().getRequiredProperty("local.server.port", Integer.class);
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
}
