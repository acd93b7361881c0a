package io.conductorloop.state.redis;

import io.conductorloop.state.StateUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Asks Redis every few seconds whether it is there. A service that has nothing else to ask would not find out that its
 * connection leads nowhere, and would call itself not ready for as long as the operating system believes in it.
 */
public final class RedisPulse implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final BatchedRedis redis;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Begins to ask; {@code connections} of Lettuce. */
    public RedisPulse(RedisConnectionFactory connections) {
        this(connections, EVERY);
    }

    RedisPulse(RedisConnectionFactory connections, Duration every) {
        this.redis = new BatchedRedis(connections);
        this.every = every;
        Thread.ofVirtual().name("redis-pulse").start(this::ask);
    }

    private void ask() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                askOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnce() {
        try {
            redis.ask(commands -> List.of(commands.ping()));
        } catch (StateUnavailableException | IllegalStateException e) {
            // No answer: the connection has been given up, or could not be made; or the service ends. Who needs Redis
            // says so.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
