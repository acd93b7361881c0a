package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * The services on a Kafka and a Redis that let in only who proves itself over TLS, with the very properties that
 * {@code k8s/overlays/production} sets, and secrets from files.
 */
class SecuredIT {
    private static final int INTENTS = 300;
    private static final Duration TIME = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void intentsFlowOverSecuredServersAndNoSecretIsLogged() throws Exception {
        assumeThat(DockerClientFactory.instance().isDockerAvailable())
                .as("a container engine")
                .isTrue();

        try (SecuredServers servers = SecuredServers.start(work.resolve("servers"));
                Suite suite = Suite.start(properties(servers), work)) {
            // Given
            Workload workload = new Workload(suite.handoff, 42);

            // When
            workload.drop(INTENTS);

            // Then
            Path folder = Files.createDirectories(suite.handoff.resolve("status"));
            Awaitility.await("a status for each file, in " + work).atMost(TIME).until(() -> {
                try (Stream<Path> statuses = Files.list(folder)) {
                    return statuses.filter(file -> file.toString().endsWith(".status"))
                                    .count()
                            == INTENTS;
                }
            });
            try (Stream<Path> logs = Files.list(work.resolve("logs"))) {
                assertThat(logs)
                        .isNotEmpty()
                        .allSatisfy(log ->
                                assertThat(Files.readString(log)).doesNotContain("correct horse", "correct-horse"));
            }
        }
    }

    private static Map<String, String> properties(SecuredServers servers) throws Exception {
        return Map.of(
                "spring.kafka.bootstrap-servers",
                servers.bootstrapServers(),
                "spring.kafka.security.protocol",
                "SASL_SSL",
                "spring.kafka.properties.sasl.mechanism",
                "SCRAM-SHA-512",
                "spring.kafka.ssl.trust-store-type",
                "PEM",
                "spring.kafka.ssl.trust-store-location",
                "file:" + servers.authority(),
                "spring.ssl.bundle.pem.redis.truststore.certificate",
                "file:" + servers.authority(),
                "spring.data.redis.ssl.bundle",
                "redis",
                "spring.config.import",
                "configtree:" + servers.connections() + "/");
    }
}
