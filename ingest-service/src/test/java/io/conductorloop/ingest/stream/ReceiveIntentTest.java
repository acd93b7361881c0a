package io.conductorloop.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.ingest.Arrival;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.IntentIntake.IntakeFull;
import io.conductorloop.ingest.IntentIntake.IntakeStopped;
import io.conductorloop.ingest.IntentIntake.IntentTooLarge;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.ingest.json.JsonIntentPeek;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.testkit.Intents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiveIntentTest {
    private static final byte[] INTENT = Intents.scaling().replicas(5).json().getBytes(StandardCharsets.UTF_8);
    private static final int LIMIT = 300_000;

    private final InstantSource clock = InstantSource.system();
    private final IntentIds ids = new IntentIds(clock, new Random());
    private final InMemoryRecordPublisher broker = new InMemoryRecordPublisher();
    private final FlakyJournal journal = new FlakyJournal();
    private final InFlightBytes inFlight = new InFlightBytes(LIMIT);
    private final JsonEventCodec codec = new JsonEventCodec();
    private ReceiveIntent receive;

    @AfterEach
    void stop() {
        receive.stop(Duration.ofSeconds(2));
    }

    @Test
    void publishesInTheOrderOfTicketsWhateverTheReadersDo() {
        // Given
        start(broker);
        long seed = System.nanoTime();
        List<Arrival.Read> arrivals = IntStream.range(0, 60)
                .mapToObj(i -> read("intent-" + i + ".json"))
                .toList();
        List<Integer> tickets = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
        Collections.shuffle(tickets, new Random(seed));

        // When
        tickets.forEach(ticket -> receive.accept(ticket, arrivals.get(ticket)));

        // Then
        Awaitility.await().until(() -> broker.published().size() == 60);
        assertThat(broker.published().stream().map(record -> header(record, RecordHeaders.ID)))
                .as("seed " + seed)
                .containsExactlyElementsOf(arrivals.stream()
                        .map(arrival -> arrival.id().toString())
                        .toList());
        Awaitility.await().until(() -> inFlight.inUse() == 0);
    }

    @Test
    void givesRestItsReceiptWhenTheIntentIsDurableAndJournaled() {
        // Given
        start(broker);
        IntentId id = ids.next();

        // When
        IntentId receipt = receive.submit(id, INTENT, Map.of(RecordHeaders.REPLAY_OF, "x".getBytes()))
                .join();

        // Then
        assertThat(receipt).isEqualTo(id);
        assertThat(journal.find(Stage.RECEIVED, List.of(id))).hasSize(1);
        OutboundRecord record = broker.published(Topics.RECEIVED).getFirst();
        assertThat(record.value()).isEqualTo(INTENT);
        assertThat(header(record, RecordHeaders.SOURCE)).isEqualTo(RecordHeaders.REST_SOURCE);
        assertThat(header(record, RecordHeaders.REPLAY_OF)).isEqualTo("x");
        assertThat(header(record, RecordHeaders.TRACEPARENT))
                .matches("00-" + id.toString().replace("-", "") + "-[0-9a-f]{16}-01");
    }

    @Test
    void refusesRestCallsThatAreTooLargeOrComeTooManyOrTooLate() {
        // Given
        start(record -> new CompletableFuture<>());
        var waiting = receive.submit(ids.next(), new byte[LIMIT / 2], Map.of());

        // When
        var tooLarge = receive.submit(ids.next(), new byte[LIMIT + 1], Map.of());
        var full = receive.submit(ids.next(), new byte[LIMIT / 2], Map.of());
        receive.stop(Duration.ZERO);
        var late = receive.submit(ids.next(), INTENT, Map.of());

        // Then
        assertThat(waiting).isNotDone();
        assertThat(tooLarge).isCompletedExceptionally();
        assertThat(failure(tooLarge)).isInstanceOf(IntentTooLarge.class);
        assertThat(failure(full)).isInstanceOf(IntakeFull.class);
        assertThat(failure(late)).isInstanceOf(IntakeStopped.class);
    }

    @Test
    void waitsForABrokerThatIsAwayAndKeepsTheOrder() {
        // Given
        AtomicInteger failures = new AtomicInteger(4);
        start(record -> failures.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new IllegalStateException("no broker"))
                : broker.publish(record));
        List<Arrival.Read> arrivals = IntStream.range(0, 20)
                .mapToObj(i -> read("intent-" + i + ".json"))
                .toList();

        // When
        IntStream.range(0, 20).forEach(i -> receive.accept(i, arrivals.get(i)));

        // Then
        Awaitility.await().until(() -> inFlight.inUse() == 0);
        assertThat(broker.published(Topics.RECEIVED).stream().map(record -> header(record, RecordHeaders.ID)))
                .containsExactlyElementsOf(arrivals.stream()
                        .map(arrival -> arrival.id().toString())
                        .toList());
        assertThat(broker.published(Topics.OUTCOMES)).isEmpty();
    }

    @Test
    void triesARecordAgainThatTheProducerGaveUpLater() {
        // Given
        AtomicInteger failures = new AtomicInteger(1);
        start(record -> failures.getAndDecrement() > 0
                ? new CompletableFuture<>().orTimeout(50, TimeUnit.MILLISECONDS)
                : broker.publish(record));

        // When
        receive.accept(0, read("intent-a.json"));

        // Then
        Awaitility.await().until(() -> inFlight.inUse() == 0);
        assertThat(broker.published(Topics.RECEIVED)).hasSize(1);
    }

    @Test
    void endsAFileAsFailedThatKafkaRefusesForGood() {
        // Given
        start(record -> record.topic().equals(Topics.RECEIVED)
                ? CompletableFuture.failedFuture(new IllegalArgumentException("record too large"))
                : broker.publish(record));

        // When
        receive.accept(0, read("intent-a.json"));

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !broker.published(Topics.OUTCOMES).isEmpty());
        IntentFinished end = (IntentFinished)
                codec.decode(broker.published(Topics.OUTCOMES).getFirst().value());
        assertThat(end.state()).isEqualTo(IntentState.FAILED);
        assertThat(end.outcome().message()).contains("record too large");
    }

    @Test
    void keepsItsMemoryTakenWhileTheJournalIsAwayAndLosesNothing() {
        // Given
        start(broker);
        journal.away = true;

        // When
        IntentId id = receive.submit(ids.next(), INTENT, Map.of()).join();

        // Then
        assertThat(inFlight.inUse()).isPositive();
        assertThat(journal.find(Stage.RECEIVED, List.of(id))).isEmpty();
        journal.away = false;
        Awaitility.await().until(() -> journal.find(Stage.RECEIVED, List.of(id)).size() == 1);
        Awaitility.await().until(() -> inFlight.inUse() == 0);
    }

    @Test
    void publishesWhatWasHandedOverBeforeItStops() {
        // Given
        start(broker);
        IntStream.range(0, 50).forEach(i -> receive.accept(i, read("intent-" + i + ".json")));

        // When
        receive.stop(Duration.ofSeconds(5));

        // Then
        assertThat(broker.published(Topics.RECEIVED)).hasSize(50);
        assertThat(inFlight.inUse()).isZero();
    }

    private void start(RecordPublisher publisher) {
        RunStatistics statistics = new RunStatistics(clock);
        receive = new ReceiveIntent(
                "/ingest/folder/0000000000000000",
                publisher,
                new Receipts(journal, inFlight, clock, statistics, IngestMetrics.NONE, Tracing.OFF),
                new JsonIntentPeek(),
                codec,
                inFlight,
                clock,
                IngestMetrics.NONE,
                new ReceiveIntent.Limits(
                        LIMIT, Duration.ofMillis(20), failure -> failure instanceof IllegalArgumentException));
        receive.start();
    }

    private Arrival.Read read(String name) {
        int cost = inFlight.cost(INTENT.length);
        try {
            assertThat(inFlight.tryAcquire(cost, Duration.ofSeconds(5))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Arrival.Read(ids.next(), FileName.of(name), INTENT, Sha256.hex(INTENT), cost);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        try {
            future.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private static String header(OutboundRecord record, String name) {
        return new String(record.headers().get(name), StandardCharsets.UTF_8);
    }

    /** A journal that can be away. */
    private static final class FlakyJournal implements IntentJournal {
        private final InMemoryIntentJournal journal = new InMemoryIntentJournal();
        private volatile boolean away;

        @Override
        public void append(Collection<? extends IntentEvent> events) {
            if (away) {
                throw new IllegalStateException("away");
            }
            journal.append(events);
        }

        @Override
        public Map<IntentId, IntentFinished> finish(Collection<IntentFinished> ends) {
            return journal.finish(ends);
        }

        @Override
        public Map<Stage, Map<IntentId, IntentEvent>> find(Set<Stage> stages, Collection<IntentId> ids) {
            return journal.find(stages, ids);
        }

        @Override
        public List<IntentEvent> story(IntentId id) {
            return journal.story(id);
        }

        @Override
        public Page page(Filter filter, IntentId before, int limit) {
            return journal.page(filter, before, limit);
        }
    }
}
