package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.InFlightBytes;
import io.conductorloop.ingest.IngestMetrics;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.Screening;
import io.conductorloop.ingest.files.FolderSettings.Watching;
import io.conductorloop.ingest.json.JsonIntentPeek;
import io.conductorloop.ingest.json.JsonOldState;
import io.conductorloop.ingest.json.JsonStatusFormat;
import io.conductorloop.ingest.stream.FinishIntent;
import io.conductorloop.ingest.stream.Receipts;
import io.conductorloop.ingest.stream.ReceiveIntent;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.IntentJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One ingest instance on a folder, with everything beyond the process kept in memory. */
final class Harness implements AutoCloseable {
    static final Duration DRAIN = Duration.ofSeconds(5);

    final Path root;
    final InMemoryRecordPublisher broker;
    final IntentJournal journal;
    final RunStatistics statistics = new RunStatistics(InstantSource.system());
    final InFlightBytes inFlight;
    final JsonEventCodec codec = new JsonEventCodec();
    final ClaimedFolder claimed;
    final ReceiveIntent receive;
    final FileFinisher finisher;
    final FinishIntent finish;
    final FolderIntake intake;

    private Harness(Setup setup) throws IOException {
        InstantSource clock = InstantSource.system();
        Random random = new Random();
        root = setup.root;
        broker = setup.broker;
        journal = setup.journal;
        inFlight = new InFlightBytes(setup.inFlight);
        claimed = ClaimedFolder.open(HandoffFolder.open(root, random), null, setup.settings.lease(), random);
        JsonIntentPeek peek = new JsonIntentPeek();
        Receipts receipts = new Receipts(journal, inFlight, clock, statistics, IngestMetrics.NONE, Tracing.OFF);
        receive = new ReceiveIntent(
                claimed.folder().source(),
                setup.publisher == null ? broker : setup.publisher,
                receipts,
                peek,
                codec,
                inFlight,
                clock,
                IngestMetrics.NONE,
                new ReceiveIntent.Limits(setup.maxSize, Duration.ofMillis(50), failure -> false));
        finisher = new FileFinisher(
                claimed, peek, new JsonStatusFormat(), clock, statistics, IngestMetrics.NONE, Tracing.OFF, 2);
        finish = new FinishIntent(codec, finisher, clock, IngestMetrics.NONE, Tracing.OFF);
        intake = FolderIntake.of(
                claimed,
                setup.settings,
                new Screening(setup.maxSize),
                new JsonOldState(),
                finisher,
                receive,
                inFlight,
                journal,
                new IntentIds(clock, random),
                clock,
                statistics,
                IngestMetrics.NONE);
    }

    /** What differs between tests. */
    static final class Setup {
        private final Path root;
        private InMemoryRecordPublisher broker = new InMemoryRecordPublisher();
        private IntentJournal journal = new InMemoryIntentJournal();
        private RecordPublisher publisher;
        private long maxSize = 5 * 1024 * 1024;
        private long inFlight = 32 * 1024 * 1024;
        private FolderSettings settings = new FolderSettings(
                Watching.AUTO,
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                false,
                2);

        Setup(Path root) {
            this.root = root;
        }

        Setup once() {
            settings = with(settings.watch(), settings.reconcile(), true);
            return this;
        }

        Setup watch(Watching watch) {
            settings = with(watch, settings.reconcile(), settings.once());
            return this;
        }

        Setup reconcile(Duration reconcile) {
            settings = with(settings.watch(), reconcile, settings.once());
            return this;
        }

        Setup publisher(RecordPublisher publisher) {
            this.publisher = publisher;
            return this;
        }

        Setup inFlight(long bytes) {
            inFlight = bytes;
            return this;
        }

        Setup journal(IntentJournal journal) {
            this.journal = journal;
            return this;
        }

        /** With the broker and the journal of another instance. */
        Setup beside(Harness other) {
            broker = other.broker;
            journal = other.journal;
            return this;
        }

        private FolderSettings with(Watching watch, Duration reconcile, boolean once) {
            return new FolderSettings(
                    watch, settings.debounce(), settings.pollInterval(), reconcile, settings.lease(), once, 2);
        }

        Harness idle() throws IOException {
            return new Harness(this);
        }

        Harness started() throws IOException {
            Harness harness = idle();
            harness.start();
            return harness;
        }
    }

    void start() {
        receive.start();
        intake.start();
    }

    /** Hands a file over as a careful writer does. */
    static Path drop(Path root, String name, String content) {
        try {
            Path draft = Files.createTempFile(root, ".draft-", "");
            Files.writeString(draft, content);
            return Files.move(draft, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the files published so far, in order. */
    List<String> published() {
        return broker.published(Topics.RECEIVED).stream()
                .map(Harness::subject)
                .map(subject -> FileName.decode(subject).text())
                .toList();
    }

    static String subject(OutboundRecord record) {
        return header(record, RecordHeaders.SUBJECT);
    }

    static IntentId id(OutboundRecord record) {
        return IntentId.parse(header(record, RecordHeaders.ID));
    }

    static String header(OutboundRecord record, String name) {
        return new String(record.headers().get(name), StandardCharsets.UTF_8);
    }

    void awaitPublished(String... names) {
        Awaitility.await().untilAsserted(() -> assertThat(published()).contains(names));
    }

    /** Waits until so many outcomes have been published by ingest itself, and returns them. */
    List<IntentFinished> awaitRefusals(int count) {
        Awaitility.await().until(() -> broker.published(Topics.OUTCOMES).size() >= count);
        return refusals();
    }

    List<IntentFinished> refusals() {
        return broker.published(Topics.OUTCOMES).stream()
                .map(record -> (IntentFinished) codec.decode(record.value()))
                .toList();
    }

    /** Delivers all refusals published so far. */
    void deliverRefusals() {
        List<InboundRecord> records = new ArrayList<>();
        for (OutboundRecord record : broker.published(Topics.OUTCOMES)) {
            records.add(new InboundRecord(0, records.size(), record.key(), record.value(), record.headers()));
        }
        finish.accept(InboundBatch.of(records));
    }

    /** The event of an intent that was published from this folder. */
    IntentFinished end(OutboundRecord received, Outcome outcome) {
        return new IntentFinished(
                id(received),
                Instant.now(),
                "executor",
                7,
                claimed.folder().source(),
                FileName.decode(subject(received)).text(),
                null,
                outcome);
    }

    /** Delivers the same outcome for all intents published so far. */
    void deliver(Outcome outcome) {
        deliver(broker.published(Topics.RECEIVED).stream()
                .map(record -> end(record, outcome))
                .toList());
    }

    void deliver(List<IntentFinished> ends) {
        List<InboundRecord> records = new ArrayList<>();
        for (IntentFinished end : ends) {
            Map<String, byte[]> headers = OutboundRecord.headers(
                    RecordHeaders.SOURCE, end.source(), RecordHeaders.TYPE, EventTypes.INTENT_FINISHED);
            correlationId(end.id()).ifPresent(author -> headers.put(RecordHeaders.CORRELATION_ID, author));
            records.add(new InboundRecord(0, records.size(), null, codec.encode(end), headers));
        }
        finish.accept(InboundBatch.of(records));
    }

    // As the services between carry it along.
    private Optional<byte[]> correlationId(IntentId id) {
        return broker.published(Topics.RECEIVED).stream()
                .filter(record -> header(record, RecordHeaders.ID).equals(id.toString()))
                .findFirst()
                .map(record -> record.headers().get(RecordHeaders.CORRELATION_ID));
    }

    static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> Names.nameOf(file).text()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The intents still lying in the folder itself. */
    List<String> left() {
        return names(root).stream().filter(name -> name.startsWith("intent-")).toList();
    }

    List<String> processed() {
        return names(root.resolve("processed"));
    }

    List<String> failed() {
        return names(root.resolve("failed"));
    }

    List<String> statuses() {
        return names(root.resolve("status"));
    }

    /** The content of the one status file whose name starts so. */
    String status(String start) {
        String name = statuses().stream()
                .filter(status -> status.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no status of " + start + " in " + statuses()));
        try {
            return Files.readString(Names.in(root.resolve("status"), FileName.of(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many claims this instance holds. */
    int claims() throws IOException {
        return claimed.claims().countOwn();
    }

    void stop() {
        intake.stop(DRAIN);
        receive.stop(DRAIN);
    }

    @Override
    public void close() throws IOException {
        stop();
        finisher.close();
        claimed.close();
    }
}
