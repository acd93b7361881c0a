package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.app.Caller.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.data.redis.health.DataRedisHealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the service says while what it stands on is away. The servers are this test's own, since it kills them. */
@SpringBootTest(
        classes = IngestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.cloud.stream.default-binder=kafka",
            "spring.data.redis.timeout=1s",
            "conductor.ingest.drain=1s",
            "spring.mvc.async.request-timeout=1s"
        })
@DirtiesContext
class ReadinessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static EmbeddedRedis redis;

    @Autowired
    private IntentIds ids;

    @Autowired
    @Qualifier("redisHealthContributor")
    private ObjectProvider<Object> health;

    private Caller caller;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        redis = EmbeddedRedis.start(folder.resolve("redis"), 0);
        registry.add("spring.kafka.bootstrap-servers", broker::bootstrapServers);
        registry.add("spring.data.redis.url", redis::uri);
        registry.add("conductor.ingest.handoff", () -> folder.resolve("handoff"));
    }

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
        awaitReadiness(200);
    }

    @AfterAll
    static void end() {
        broker.kill();
        redis.kill();
    }

    @Test
    void asksRedisOverTheConnectionThatItWorksWith() {
        assertThat(health.getObject()).isInstanceOf(DataRedisHealthIndicator.class);
    }

    @Test
    void saysThatRedisIsAwayAndThatItIsBack() throws Exception {
        redis.kill();
        awaitReadiness(503);

        Reply status = caller.get("/api/v1/intents/" + ids.next()).isProblem(503);
        Reply submitted = caller.post("/api/v1/intents", "application/json", "{}", "Idempotency-Key", "away");
        assertThat(caller.get("/actuator/health/liveness").status()).isEqualTo(200);
        redis.restart();
        awaitReadiness(200);

        assertThat(status.header("Retry-After")).isEqualTo("5");
        submitted.isProblem(503);
        assertThat(caller.post("/api/v1/intents", "application/json", "{}", "Idempotency-Key", "away")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void saysThatKafkaIsAwayAndTakesTheSameCallOnceItIsBack() throws Exception {
        broker.kill();
        awaitReadiness(503);

        Reply submitted = caller.post("/api/v1/intents", "application/json", "{}", "Idempotency-Key", "no-kafka");
        broker.restart();
        awaitReadiness(200);

        submitted.isProblem(503);
        await().atMost(PATIENCE)
                .until(() -> caller.post("/api/v1/intents", "application/json", "{}", "Idempotency-Key", "no-kafka")
                                .status()
                        == 202);
    }

    private void awaitReadiness(int status) {
        await().atMost(PATIENCE)
                .until(() -> caller.get("/actuator/health/readiness").status() == status);
    }
}
