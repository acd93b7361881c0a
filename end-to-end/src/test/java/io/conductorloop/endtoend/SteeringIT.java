package io.conductorloop.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The executor steered by the ml service, each a process of its own. */
class SteeringIT {
    private static final Duration TIME = Duration.ofMinutes(2);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int WORKERS = 2;
    private static final int BATCH = 500;
    private static final int INTENTS = 1_500;

    private final JsonAdviceCodec codec = new JsonAdviceCodec();
    private final Random random = new Random(7);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void workersAndBatchesFollowTheLoadBeforeTheQueueDoesAndFallBackWhenMlIsGone() throws Exception {
        try (Backing.Addresses addresses = Backing.EMBEDDED.start(work);
                ServiceProcess executor = executor(addresses);
                KafkaProducer<byte[], byte[]> producer = producer(addresses)) {
            // Given
            executor.awaitReady();
            assertThat(figure(executor, "limit")).isEqualTo(WORKERS);

            // When
            try (ServiceProcess ml = ml(addresses, Map.of())) {
                ml.awaitReady();
                await("low load, in " + work).atMost(TIME).pollInterval(TICK).untilAsserted(() -> {
                    tell(producer, 50);
                    assertThat(figure(executor, "limit")).isEqualTo(1);
                });
                await("high load, in " + work).atMost(TIME).pollInterval(TICK).untilAsserted(() -> {
                    tell(producer, 3_000);
                    assertThat(figure(executor, "limit")).isGreaterThan(WORKERS);
                    assertThat(figure(executor, "batchSize")).isGreaterThan(BATCH);
                });
                ml.kill();
            }

            // Then
            await("configured again, in " + work).atMost(TIME).untilAsserted(() -> {
                tell(producer, 3_000);
                assertThat(figure(executor, "limit")).isEqualTo(WORKERS);
                assertThat(figure(executor, "batchSize")).isEqualTo(BATCH);
            });
            assertThat(executor.isReady()).isTrue();
        }
    }

    @Test
    void aLyingModelDoesThePipelineNoHarm() throws Exception {
        try (Backing.Addresses addresses = Backing.EMBEDDED.start(work);
                Suite suite = Suite.start(addresses.bootstrapServers(), addresses.redisUrl(), work);
                TopicReader topics = new TopicReader(addresses.bootstrapServers());
                KafkaConsumer<byte[], byte[]> advice = consumer(addresses)) {
            // Given
            Workload workload = new Workload(suite.handoff, 42);
            finish(workload, topics, INTENTS);
            Duration without = finish(workload, topics, INTENTS);

            // When
            Duration with;
            List<Directive> directives = new ArrayList<>();
            advice.subscribe(List.of(Topics.DIRECTIVES));
            try (ServiceProcess liar = ml(addresses, Map.of("spring.main.sources", LyingForecasters.class.getName()))) {
                liar.awaitReady();
                await("directives, in " + work).atMost(TIME).pollInSameThread().until(() -> {
                    read(advice, directives);
                    return directives.size() >= 5;
                });
                with = finish(workload, topics, INTENTS);
                read(advice, directives);
            }

            // Then
            System.out.printf(
                    "%d intents without ml %d ms, with a lying one %d ms, directives %d%n",
                    INTENTS, without.toMillis(), with.toMillis(), directives.size());
            assertThat(directives).allSatisfy(directive -> {
                assertThat(directive.workers() == null ? 1 : directive.workers())
                        .isBetween(1, 8);
                assertThat(directive.batchSize()).isBetween(50, 1_000);
                assertThat(directive.modelVersion()).isEqualTo("ewma 0.5");
            });
            assertThat(topics.outcomes).extracting(outcome -> outcome.state()).doesNotContain(IntentState.FAILED);
            assertThat(with).isLessThan(without.multipliedBy(3).plusSeconds(10));
        }
    }

    private Duration finish(Workload workload, TopicReader topics, int more) throws Exception {
        Instant start = Instant.now();
        workload.drop(more);
        await("an outcome for each, in " + work).atMost(TIME).pollInSameThread().until(() -> {
            topics.read();
            return topics.finishedFiles.containsAll(workload.dropped());
        });
        return Duration.between(start, Instant.now());
    }

    private void read(KafkaConsumer<byte[], byte[]> advice, List<Directive> directives) {
        advice.poll(Duration.ofMillis(200)).forEach(record -> directives.add(codec.directive(record.value())));
    }

    /** A service in which a batch takes 400 ms and an intent 1 ms of a worker, and nothing waits. */
    private void tell(KafkaProducer<byte[], byte[]> producer, double perSecond) {
        double intents = 1 + random.nextInt(400);
        TelemetrySample sample = new TelemetrySample(
                "executor",
                "told",
                Instant.now(),
                TICK,
                WORKERS,
                0.5,
                30_000_000,
                0,
                Duration.ofMillis(20),
                perSecond,
                perSecond,
                Map.of(),
                new Batches(
                        intents, 200 * intents, Duration.ofNanos((long) (4e8 + 2e5 * intents)), Duration.ofNanos((long)
                                (1e6 * intents))),
                null);
        producer.send(new ProducerRecord<>(Topics.TELEMETRY, "executor/told".getBytes(UTF_8), codec.encode(sample)));
    }

    private ServiceProcess executor(Backing.Addresses addresses) {
        return ServiceProcess.start(
                "executor-service",
                work.resolve("logs/executor.log"),
                with(
                        addresses,
                        Map.of(
                                "conductor.executor.store.directory",
                                        work.resolve("out").toString(),
                                "conductor.executor.workers", Integer.toString(WORKERS),
                                "conductor.telemetry.enabled", "false")));
    }

    private ServiceProcess ml(Backing.Addresses addresses, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(with(addresses, more));
        properties.put("conductor.ml.step", "2s");
        properties.put("conductor.ml.interval", "200ms");
        properties.put("conductor.ml.validity", "3s");
        properties.put("conductor.ml.models", work.resolve("models").toString());
        return ServiceProcess.start(
                "ml-service",
                work.resolve("logs/ml.log"),
                properties,
                Path.of("target", "test-classes").toAbsolutePath());
    }

    private static Map<String, String> with(Backing.Addresses addresses, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("spring.kafka.bootstrap-servers", addresses.bootstrapServers());
        all.put("spring.data.redis.url", addresses.redisUrl());
        return all;
    }

    private int figure(ServiceProcess executor, String name) throws Exception {
        String answer = http.send(
                        HttpRequest.newBuilder(URI.create(executor.url() + "/api/v1/workers"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher figure = Pattern.compile("\"" + name + "\":(\\d+)").matcher(answer);
        assertThat(figure.find()).as(answer).isTrue();
        return Integer.parseInt(figure.group(1));
    }

    private static KafkaProducer<byte[], byte[]> producer(Backing.Addresses addresses) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", addresses.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Backing.Addresses addresses) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", addresses.bootstrapServers(),
                        "group.id", "steering-it",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
