package io.conductorloop.testkit.infrastructure;

import io.conductorloop.embedded.kafka.EmbeddedBroker;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Kafka broker and one Redis for all tests of a JVM, started when first asked for and ended after the last test.
 *
 * <p>They are the embedded ones, on free ports and empty, unless the system properties {@code conductor.test.kafka} (bootstrap
 * servers) or {@code conductor.test.redis} (a URL), or the environment variables {@code CONDUCTOR_TEST_KAFKA} and
 * {@code CONDUCTOR_TEST_REDIS}, name others. Tests share them: use names of your own for topics, groups and keys, or
 * {@link #clear()} first.
 *
 * <pre>{@code
 * @SpringBootTest
 * @ExtendWith(RealInfrastructure.class)
 * class ReceiveIntentIT {
 *     @DynamicPropertySource
 *     static void properties(DynamicPropertyRegistry registry) {
 *         RealInfrastructure.properties(registry::add);
 *     }
 * }
 * }</pre>
 */
public final class RealInfrastructure implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RealInfrastructure.class);

    /** Has the servers ended with the test run. They start when a test first asks for an address. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(NAMESPACE).computeIfAbsent("servers", key -> (AutoCloseable) SharedServers::close);
    }

    /** What {@code bootstrap.servers} must be. */
    public static String bootstrapServers() {
        return SharedServers.bootstrapServers();
    }

    /** What {@code spring.data.redis.url} must be. */
    public static String redisUrl() {
        return SharedServers.redisUrl();
    }

    /** The broker, to kill and restart it. Not with a given broker. */
    public static EmbeddedBroker broker() {
        return SharedServers.broker();
    }

    /** The Redis, to kill and restart it. Not with a given Redis. */
    public static EmbeddedRedis redis() {
        return SharedServers.redis();
    }

    /** Tells {@code registry}, Spring's {@code DynamicPropertyRegistry::add}, where Kafka and Redis are. */
    public static void properties(BiConsumer<String, Supplier<Object>> registry) {
        registry.accept("spring.kafka.bootstrap-servers", RealInfrastructure::bootstrapServers);
        registry.accept("spring.data.redis.url", RealInfrastructure::redisUrl);
    }

    /** Deletes all topics, consumer groups without members, and Redis keys. */
    public static void clear() {
        SharedServers.clear();
    }
}
