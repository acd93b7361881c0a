package io.conductorloop.testkit.infrastructure;

import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;

/** The servers of this JVM's test run. */
final class SharedServers {
    private static final String KAFKA = "conductor.test.kafka";
    private static final String REDIS = "conductor.test.redis";

    private static @Nullable Path folder;
    private static @Nullable EmbeddedBroker broker;
    private static @Nullable EmbeddedRedis redis;

    private SharedServers() {}

    static String bootstrapServers() {
        String given = given(KAFKA);
        return given == null ? broker().bootstrapServers() : given;
    }

    static String redisUrl() {
        String given = given(REDIS);
        return given == null ? redis().uri().toString() : given;
    }

    static synchronized EmbeddedBroker broker() {
        refuseWhenGiven(KAFKA);
        if (broker == null) {
            broker = EmbeddedBroker.start(folder().resolve("kafka"), 0);
        }
        return broker;
    }

    static synchronized EmbeddedRedis redis() {
        refuseWhenGiven(REDIS);
        if (redis == null) {
            redis = EmbeddedRedis.start(folder().resolve("redis"), 0);
        }
        return redis;
    }

    static void clear() {
        clearKafka();
        clearRedis();
    }

    static synchronized void close() {
        if (broker != null) {
            broker.kill();
            broker = null;
        }
        if (redis != null) {
            redis.kill();
            redis = null;
        }
        if (folder != null) {
            delete(folder);
            folder = null;
        }
    }

    private static void clearKafka() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .filter(group -> group.groupState().equals(Optional.of(GroupState.EMPTY)))
                    .map(GroupListing::groupId)
                    .toList();
            admin.deleteConsumerGroups(groups).all().get();
            Set<String> topics = admin.listTopics().names().get();
            admin.deleteTopics(topics).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clearing Kafka", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot clear Kafka at " + bootstrapServers(), e.getCause());
        }
    }

    private static void clearRedis() {
        URI uri = URI.create(redisUrl());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK")) {
                throw new IOException("Redis at " + uri + " answered " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String given(String property) {
        String value = System.getProperty(property);
        return value != null
                ? value
                : System.getenv(property.toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    private static void refuseWhenGiven(String property) {
        String given = given(property);
        if (given != null) {
            throw new IllegalStateException("this run uses " + given + ", which is not the tests' own to end");
        }
    }

    private static Path folder() {
        if (folder == null) {
            try {
                // Below the module's build folder, where a later clean finds what a killed run left.
                Path target = Path.of("target").toAbsolutePath();
                folder = Files.createTempDirectory(Files.createDirectories(target), "real-infrastructure-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
