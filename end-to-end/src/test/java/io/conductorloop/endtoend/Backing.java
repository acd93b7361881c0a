package io.conductorloop.endtoend;

import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

/** Where the broker and Redis of a run come from. */
enum Backing {
    EMBEDDED {
        @Override
        Addresses start(Path work) {
            EmbeddedBroker broker = EmbeddedBroker.start(work.resolve("kafka"), 0);
            EmbeddedRedis redis = EmbeddedRedis.start(work.resolve("redis"), 0);
            return new Addresses(broker.bootstrapServers(), redis.uri().toString(), List.of(redis, broker));
        }
    },
    CONTAINERS {
        @Override
        @SuppressWarnings("resource") // Closed with the addresses.
        Addresses start(Path work) {
            KafkaContainer broker = new KafkaContainer(KAFKA_IMAGE);
            GenericContainer<?> redis = new GenericContainer<>(REDIS_IMAGE).withExposedPorts(REDIS_PORT);
            broker.start();
            redis.start();
            return new Addresses(
                    broker.getBootstrapServers(),
                    "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT),
                    List.of(redis, broker));
        }
    };

    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
    private static final String REDIS_IMAGE = "redis:7.0";
    private static final int REDIS_PORT = 6379;

    /** Both, where a container engine is found. */
    static List<Backing> onThisMachine() {
        List<Backing> backings = new ArrayList<>(List.of(EMBEDDED));
        if (DockerClientFactory.instance().isDockerAvailable()) {
            backings.add(CONTAINERS);
        } else {
            System.out.println("no container engine here: running on embedded Kafka and Redis only");
        }
        return backings;
    }

    /** Starts a fresh broker and Redis that keep their data in {@code work}, or in their container. */
    abstract Addresses start(Path work);

    /** Where they are, until closed. */
    record Addresses(String bootstrapServers, String redisUrl, List<AutoCloseable> running) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            for (AutoCloseable service : running) {
                service.close();
            }
        }
    }
}
