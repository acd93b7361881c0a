package io.conductorloop.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.Target;
import io.conductorloop.embedded.redis.EmbeddedRedis;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.state.Events;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.Mark;
import io.conductorloop.state.StateUnavailableException;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import io.conductorloop.testkit.network.Condition;
import io.conductorloop.testkit.network.TcpProxy;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisAwayIT {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void saysSoWhenItWasNeverThere() {
        LettuceConnectionFactory connections = Redises.connect(URI.create("redis://127.0.0.1:1"), TIMEOUT);
        var marks = new RedisTargetMarks(connections, "cl:accepted", HOUR);
        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> marks.read(List.of(Events.ODU)))
                .withMessageStartingWith("Redis does not serve: ");
        connections.destroy();
    }

    @Test
    void saysSoWhenItGoesAndServesAgainWhenItIsBack(@TempDir Path folder) {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0)) {
            // Given
            LettuceConnectionFactory connections = Redises.connect(redis.uri(), TIMEOUT);
            var marks = new RedisTargetMarks(connections, "cl:accepted", HOUR);
            var journal = new RedisIntentJournal(connections, new JsonEventCodec(), HOUR);
            Mark mark = new Mark(7, Events.id(7), Events.sha256(7));
            marks.advance(Map.of(Events.ODU, mark));
            journal.append(List.of(Events.judged(Events.id(7))));

            // When
            redis.kill();

            // Then
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> marks.advance(Map.of(Events.ODU, mark)));
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> journal.append(List.of(Events.judged(Events.id(7)))));
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> journal.find(IntentJournal.Stage.JUDGED, List.of(Events.id(7))));

            // When
            redis.restart();

            // Then
            await().ignoreException(StateUnavailableException.class)
                    .untilAsserted(
                            () -> assertThat(marks.read(List.of(Events.ODU))).containsEntry(Events.ODU, mark));
            assertThat(journal.story(Events.id(7))).containsExactly(Events.judged(Events.id(7)));
            connections.destroy();
        }
    }

    @Test
    void findsANewWayWhenItsConnectionHasBecomeADeadEnd() {
        try (TcpProxy way =
                TcpProxy.to(URI.create(RealInfrastructure.redisUrl()).getPort())) {
            // Given
            LettuceConnectionFactory connections =
                    Redises.connect(URI.create("redis://127.0.0.1:" + way.port()), TIMEOUT);
            var marks = new RedisTargetMarks(connections, "cl:dead-end", HOUR);
            marks.read(List.of(Events.ODU));

            // When
            way.become(new Condition.HalfOpen());
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> marks.read(List.of(Events.ODU)));
            way.restore();

            // Then
            await().ignoreException(StateUnavailableException.class)
                    .untilAsserted(
                            () -> assertThat(marks.read(List.of(Events.ODU))).isEmpty());
            connections.destroy();
        }
    }

    @Test
    void saysSoToAllWhomTheFirstToGiveUpTakesTheConnectionFrom(@TempDir Path folder) {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            LettuceConnectionFactory connections = Redises.connect(redis.uri(), TIMEOUT);
            var marks = new RedisTargetMarks(connections, "cl:accepted", HOUR);
            Map<Target, Mark> mark = Map.of(Events.ODU, new Mark(7, Events.id(7), Events.sha256(7)));
            marks.advance(mark);

            // When
            redis.kill();
            List<CompletableFuture<?>> calls = IntStream.range(0, 64)
                    .<CompletableFuture<?>>mapToObj(call -> CompletableFuture.runAsync(
                            call % 2 == 0 ? () -> marks.advance(mark) : () -> marks.read(mark.keySet()), callers))
                    .toList();

            // Then
            assertThat(calls)
                    .allSatisfy(call -> assertThatExceptionOfType(CompletionException.class)
                            .isThrownBy(call::join)
                            .withCauseInstanceOf(StateUnavailableException.class));
            connections.destroy();
        }
    }

    @Test
    void itsPulseFindsADeadEndForThoseWhoDoNotLook() {
        try (TcpProxy way =
                TcpProxy.to(URI.create(RealInfrastructure.redisUrl()).getPort())) {
            // Given
            LettuceConnectionFactory connections =
                    Redises.connect(URI.create("redis://127.0.0.1:" + way.port()), TIMEOUT);
            try (RedisPulse _ = new RedisPulse(connections, Duration.ofMillis(100));
                    RedisConnection connection = connections.getConnection()) {
                connection.ping();

                // When
                way.become(new Condition.HalfOpen());
                assertThatExceptionOfType(DataAccessException.class).isThrownBy(connection::ping);
                way.restore();

                // Then
                await().ignoreExceptionsInstanceOf(DataAccessException.class).until(() -> {
                    try (RedisConnection later = connections.getConnection()) {
                        return later.ping() != null;
                    }
                });
            }
            connections.destroy();
        }
    }

    @Test
    void refusesConnectionsOfAnotherDriver() {
        var connections = (RedisConnectionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RedisConnectionFactory.class}, (_, method, _) -> {
                    throw new AssertionError("used: " + method);
                });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisTargetMarks(connections, "cl:accepted", HOUR))
                .withMessageContaining("Lettuce");
    }
}
