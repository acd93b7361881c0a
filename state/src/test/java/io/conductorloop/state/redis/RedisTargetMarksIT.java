package io.conductorloop.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.state.Events;
import io.conductorloop.state.Mark;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.state.TargetMarksContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisTargetMarksIT extends TargetMarksContract {
    private static final Mark MARK = new Mark(7, Events.id(7), Events.sha256(7));
    private static LettuceConnectionFactory connections;

    @BeforeAll
    static void connect() {
        connections = Redises.connect();
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Override
    protected TargetMarks noMarks() {
        Redises.flush(connections);
        return marks("cl:accepted");
    }

    @Test
    void keepsMarksUnderADocumentedKeyForTheTimeToLive() {
        // When
        marks("cl:accepted").advance(Map.of(Events.ODU, MARK));

        // Then
        try (RedisConnection connection = connections.getConnection()) {
            byte[] key = "cl:accepted:{oran-odu/odu-high-phy}".getBytes();
            assertThat(connection.stringCommands().get(key))
                    .asString()
                    .isEqualTo("7|" + Events.id(7) + "|" + Events.sha256(7));
            assertThat(connection.keyCommands().pTtl(key)).isBetween(3_590_000L, 3_600_000L);
        }
    }

    @Test
    void dropsMarksAfterTheTimeToLive() {
        var marks = new RedisTargetMarks(connections, "cl:accepted", Duration.ofMillis(50));
        marks.advance(Map.of(Events.ODU, MARK));
        await().untilAsserted(() -> assertThat(marks.read(List.of(Events.ODU))).isEmpty());
    }

    @Test
    void keepsMarksOfDifferentMeaningApart() {
        marks("cl:accepted").advance(Map.of(Events.ODU, MARK));
        assertThat(marks("cl:applied:scaling").read(List.of(Events.ODU))).isEmpty();
    }

    @Test
    void teachesAServerItsScriptsAgainWhenThatForgot() {
        // Given
        TargetMarks marks = marks("cl:accepted");
        marks.advance(Map.of(Events.ODU, MARK));
        try (RedisConnection connection = connections.getConnection()) {
            connection.scriptingCommands().scriptFlush();
        }

        // When
        Mark later = new Mark(8, Events.id(8), Events.sha256(8));
        marks.advance(Map.of(Events.ODU, later));

        // Then
        assertThat(marks.read(List.of(Events.ODU))).containsEntry(Events.ODU, later);
    }

    private static TargetMarks marks(String prefix) {
        return new RedisTargetMarks(connections, prefix, Duration.ofHours(1));
    }
}
