package io.conductorloop.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.state.Events;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Filter;
import io.conductorloop.state.IntentJournal.Page;
import io.conductorloop.state.IntentJournalContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisIntentJournalIT extends IntentJournalContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static LettuceConnectionFactory connections;

    private Instant now = Events.START;

    @BeforeAll
    static void connect() {
        connections = Redises.connect();
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Override
    protected IntentJournal emptyJournal() {
        Redises.flush(connections);
        return journal(HOUR);
    }

    private IntentJournal journal(Duration ttl) {
        return new RedisIntentJournal(connections, new JsonEventCodec(), ttl, () -> now);
    }

    @Test
    void keepsIntentsClaimedTogetherInOneHashForTheTimeToLive() {
        // When
        journal(HOUR).append(List.of(Events.judged(Events.id(0)), Events.judged(Events.id(249))));

        // Then
        try (RedisConnection connection = connections.getConnection()) {
            byte[] key = ("cl:journal:" + Events.START.toEpochMilli() / 250).getBytes();
            assertThat(connection.hashCommands().hLen(key)).isEqualTo(2);
            assertThat(connection.keyCommands().pTtl(key)).isBetween(3_590_000L, 3_600_000L);
            assertThat(connection.zSetCommands().zCard("cl:journal:buckets".getBytes()))
                    .isEqualTo(1);
        }
    }

    @Test
    void dropsStoriesAfterTheTimeToLive() {
        IntentJournal journal = journal(Duration.ofMillis(50));
        journal.append(List.of(Events.judged(Events.id(1))));
        await().untilAsserted(() -> assertThat(journal.story(Events.id(1))).isEmpty());
        assertThat(journal.page(Filter.ALL, null, 10)).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void listsNoIntentClaimedLongerAgoThanTheTimeToLive() {
        // Given
        IntentJournal journal = journal(HOUR);
        journal.append(List.of(Events.judged(Events.id(1))));
        now = now.plus(HOUR).plusSeconds(1);

        // When
        IntentId late = Events.id(Duration.ofMinutes(59).toMillis());
        journal.append(List.of(Events.judged(late)));

        // Then
        assertThat(journal.page(Filter.ALL, null, 10).stories()).containsExactly(List.of(Events.judged(late)));
        assertThat(journal.story(Events.id(1))).containsExactly(Events.judged(Events.id(1)));
    }

    @Test
    void listsABucketOnceASecondAndSoAgainWhenRedisHasForgotten() {
        // Given
        IntentJournal journal = journal(HOUR);
        journal.append(List.of(Events.received(Events.id(1), Events.ODU)));
        Redises.flush(connections);

        // When
        journal.append(List.of(Events.judged(Events.id(1))));

        // Then
        assertThat(journal.page(Filter.ALL, null, 10).stories()).isEmpty();

        // When
        now = now.plusSeconds(1);
        journal.append(List.of(Events.judged(Events.id(1))));

        // Then
        assertThat(journal.page(Filter.ALL, null, 10).stories()).containsExactly(List.of(Events.judged(Events.id(1))));
    }

    @Test
    void endsAPageThatFindsTooFewAndGoesOnFromThere() {
        // Given
        IntentJournal journal = journal(HOUR);
        List<IntentEvent> events = new ArrayList<>();
        LongStream.range(1, 6_000).forEach(n -> events.add(Events.received(Events.id(n), Events.OCU)));
        events.add(Events.received(Events.id(0), Events.ODU));
        journal.append(events);
        var filter = new Filter(null, Events.ODU);

        // When
        List<Page> pages = new ArrayList<>();
        IntentId before = null;
        do {
            pages.add(journal.page(filter, before, 10));
            before = pages.getLast().next();
        } while (before != null);

        // Then
        assertThat(pages).hasSize(3);
        assertThat(pages.stream().flatMap(page -> page.stories().stream()))
                .containsExactly(List.of(Events.received(Events.id(0), Events.ODU)));
    }
}
