package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.ingest.files.FolderSettings.Watching;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FolderIntakeTest {
    private static final String INTENT = Intents.scaling().replicas(5).json();

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(Watching.class)
    void publishesTheBytesOfFilesAlreadyThereAndOfThoseThatCome(Watching watching) throws Exception {
        // Given
        Harness.drop(root, "intent-first.json", INTENT);
        try (Harness ingest = new Harness.Setup(root).watch(watching).started()) {
            ingest.awaitPublished("intent-first.json");

            // When
            Harness.drop(root, "intent-second.json", INTENT);

            // Then
            ingest.awaitPublished("intent-first.json", "intent-second.json");
            OutboundRecord record = ingest.broker.published(Topics.RECEIVED).getFirst();
            assertThat(record.value()).asString().isEqualTo(INTENT);
            assertThat(record.key()).asString().isEqualTo("oran-odu/odu-high-phy");
            assertThat(Harness.header(record, RecordHeaders.SHA256)).isEqualTo(Sha256.hex(INTENT.getBytes()));
            assertThat(Harness.header(record, RecordHeaders.SOURCE)).startsWith(RecordHeaders.FOLDER_SOURCE_PREFIX);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(ingest.journal.find(Stage.RECEIVED, List.of(Harness.id(record))))
                            .hasSize(1));
            assertThat(ingest.left()).isEmpty();
        }
    }

    @Test
    void leavesAllOtherFilesAlone() throws Exception {
        // Given
        Files.createDirectory(root.resolve("sub"));
        Files.writeString(root.resolve("sub").resolve("intent-deep.json"), INTENT);
        for (String name : List.of("readme.txt", "Intent-a.json", "intent-a.json.tmp", "intent-a.JSON")) {
            Harness.drop(root, name, INTENT);
        }

        // When
        try (Harness ingest = new Harness.Setup(root).once().started()) {
            Awaitility.await().until(() -> ingest.statistics.run().backlogDone());

            // Then
            assertThat(ingest.published()).isEmpty();
            assertThat(Harness.names(root))
                    .contains("readme.txt", "Intent-a.json", "intent-a.json.tmp", "intent-a.JSON");
            assertThat(root.resolve("sub").resolve("intent-deep.json")).exists();
        }
    }

    @Test
    void takesABacklogByTimeAndThenByName() throws Exception {
        // Given
        long seed = System.nanoTime();
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        Collections.shuffle(numbers, new Random(seed));
        for (int number : numbers) {
            Path file = Harness.drop(root, "intent-%03d.json".formatted(number), INTENT);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + (499 - number) / 10 * 10));
        }

        // When
        try (Harness ingest = new Harness.Setup(root).once().started()) {
            Awaitility.await().until(() -> ingest.published().size() == 500);

            // Then
            List<String> expected = IntStream.range(0, 50)
                    .boxed()
                    .flatMap(ten ->
                            IntStream.range(0, 10).mapToObj(i -> "intent-%03d.json".formatted(490 - ten * 10 + i)))
                    .toList();
            assertThat(ingest.published()).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatIsNoRegularFileWithoutOpeningIt(@TempDir Path elsewhere) throws Exception {
        // Given
        Path secret = Files.writeString(elsewhere.resolve("secret.json"), INTENT);
        Files.createSymbolicLink(root.resolve("intent-link.json"), secret);
        Files.createSymbolicLink(root.resolve("intent-broken.json"), root.resolve("nowhere"));
        Files.createDirectory(root.resolve("intent-folder.json"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("intent-fifo.json").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Relative, as an address has room for about a hundred letters.
            Path address = Path.of("")
                    .toAbsolutePath()
                    .relativize(root.toAbsolutePath())
                    .resolve("intent-socket.json");
            socket.bind(UnixDomainSocketAddress.of(address));
        }

        // When
        try (Harness ingest = new Harness.Setup(root).started()) {
            List<IntentFinished> refusals = ingest.awaitRefusals(5);
            ingest.deliverRefusals();

            // Then
            assertThat(refusals)
                    .allSatisfy(refusal -> assertThat(refusal.outcome())
                            .isInstanceOfSatisfying(
                                    Outcome.Rejected.class,
                                    rejected -> assertThat(rejected.reasons()
                                                    .getFirst()
                                                    .rule())
                                            .isEqualTo("regular-file")));
            assertThat(ingest.failed())
                    .contains(
                            "intent-broken.json",
                            "intent-fifo.json",
                            "intent-folder.json",
                            "intent-link.json",
                            "intent-socket.json");
            assertThat(root.resolve("failed/intent-link.json")).isSymbolicLink();
            assertThat(secret).hasContent(INTENT);
            assertThat(ingest.status("intent-fifo.json")).contains("named pipe");
            assertThat(ingest.status("intent-link.json")).contains("symbolic link");
            assertThat(ingest.status("intent-folder.json")).contains("directory");
            assertThat(ingest.status("intent-socket.json")).contains("socket");
            assertThat(ingest.published()).isEmpty();
            assertThat(ingest.claims()).isZero();
        }
    }

    @Test
    void refusesByNameAndSizeAndSaysWhy() throws Exception {
        // Given
        Harness.drop(root, "intent-$x.json", INTENT);
        Harness.drop(root, "intent-a..b.json", INTENT);
        Files.write(root.resolve("intent-empty.json"), new byte[0]);
        Files.write(root.resolve("intent-huge.json"), new byte[6 * 1024 * 1024]);

        // When
        try (Harness ingest = new Harness.Setup(root).once().started()) {
            ingest.awaitRefusals(4);
            ingest.deliverRefusals();

            // Then
            assertThat(ingest.status("intent-$x.json")).contains("\"error_code\": \"file-name\"", "'$'");
            assertThat(ingest.status("intent-a..b.json")).contains("\"error_code\": \"file-name\"");
            assertThat(ingest.status("intent-empty.json")).contains("\"error_code\": \"empty\"");
            assertThat(ingest.status("intent-huge.json")).contains("\"error_code\": \"size\"", "6291456");
            assertThat(ingest.failed())
                    .contains("intent-$x.json", "intent-$x.json.error.log", "intent-huge.json")
                    .hasSize(8);
            Awaitility.await().until(() -> ingest.statistics.run().backlogDone());
            assertThat(ingest.statistics.run().finished()).containsEntry(IntentState.REJECTED, 4L);
            assertThat(Files.readString(root.resolve("failed/intent-empty.json.error.log")))
                    .startsWith("File: " + root.toRealPath().resolve("intent-empty.json") + "\nFailed at: ")
                    .contains("\nError: Refused: the file is empty [empty]\n\n");
        }
    }

    @Test
    void takesAnyNameUpTo255Bytes() throws Exception {
        // Given
        List<String> names = List.of(
                "intent-with space.json",
                "intent-\"quoted\"'.json",
                "intent-new\nline.json",
                "intent-基站-ü-😀.json",
                "intent-%41.json",
                "intent-" + "a".repeat(243) + ".json",
                "intent-" + "ü".repeat(121) + "b.json");
        names.forEach(name -> write(FileName.of(name)));
        byte[] latin1 = "intent-?x.json".getBytes();
        latin1[7] = (byte) 0xE4;
        write(FileName.of(latin1));

        // When
        try (Harness ingest = new Harness.Setup(root).started()) {
            Awaitility.await().until(() -> ingest.published().size() == names.size() + 1);
            ingest.deliver(new Outcome.Executed("p", "v1"));

            // Then
            assertThat(ingest.processed()).containsAll(names).hasSize(names.size() + 1);
            assertThat(Names.in(root.resolve("processed"), FileName.of(latin1))).exists();
            assertThat(ingest.statuses()).hasSize(names.size() + 1).allMatch(name -> name.endsWith(".status"));
            assertThat(ingest.claims()).isZero();
            assertThat(Harness.names(ingest.claimed.folder().claims().resolve(home(ingest))))
                    .containsExactly("lease");
        }
    }

    @ParameterizedTest
    @EnumSource(Watching.class)
    void neverTakesAFileWhileItIsBeingWritten(Watching watching) throws Exception {
        // Given
        Path file = root.resolve("intent-slow.json");
        try (Harness ingest = new Harness.Setup(root)
                .watch(watching)
                .reconcile(Duration.ofMillis(100))
                .started()) {
            try (OutputStream writer = Files.newOutputStream(file)) {
                writer.write(INTENT.substring(0, 20).getBytes());
                writer.flush();

                // When
                Awaitility.await()
                        .during(Duration.ofMillis(600))
                        .atMost(Duration.ofSeconds(3))
                        .until(() -> ingest.published().isEmpty());
                Awaitility.await().until(() -> ingest.statistics.run().stillBeingWritten() == 1);
                writer.write(INTENT.substring(20).getBytes());
            }

            // Then
            ingest.awaitPublished("intent-slow.json");
            assertThat(ingest.broker.published(Topics.RECEIVED))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).asString().isEqualTo(INTENT));
        }
    }

    @Test
    void waitsForTheContentOfAFileThatWasCreatedEmpty() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            Path file = Files.createFile(root.resolve("intent-touched.json"));

            // When
            Files.writeString(file, INTENT);

            // Then
            ingest.awaitPublished("intent-touched.json");
            assertThat(ingest.refusals()).isEmpty();
        }
    }

    @Test
    void onceLeavesWhatIsStillBeingWritten() throws Exception {
        // Given
        Harness.drop(root, "intent-done.json", INTENT);
        try (OutputStream writer = Files.newOutputStream(root.resolve("intent-open.json"))) {
            writer.write('{');

            // When
            try (Harness ingest = new Harness.Setup(root).once().started()) {
                ingest.awaitPublished("intent-done.json");
                ingest.deliver(new Outcome.Executed("p", "v1"));

                // Then
                Awaitility.await().until(() -> ingest.statistics.run().backlogDone());
                assertThat(ingest.statistics.run().stillBeingWritten()).isEqualTo(1);
                assertThat(ingest.left()).containsExactly("intent-open.json");
                assertThat(ingest.published()).containsExactly("intent-done.json");
            }
        }
    }

    @Test
    void takesOverWhatAStoppedInstanceHadClaimedUnderTheSameIds() throws Exception {
        // Given
        Harness.drop(root, "intent-a.json", INTENT);
        Harness.drop(root, "intent-" + "l".repeat(243) + ".json", INTENT);
        Harness first = new Harness.Setup(root).idle();
        first.intake.start();
        Awaitility.await().until(() -> first.claims() == 2);
        first.intake.stop(Duration.ofSeconds(1));
        first.claimed.close();

        // When
        try (Harness second = new Harness.Setup(root).beside(first).started()) {
            Awaitility.await().until(() -> second.published().size() == 2);

            // Then
            assertThat(second.claims()).isEqualTo(2);
            assertThat(second.broker.published(Topics.RECEIVED).stream().map(Harness::id))
                    .containsExactlyInAnyOrderElementsOf(second.claimed.claims().own(null, 10).stream()
                            .map(Claims.Claim::id)
                            .toList());
            second.deliver(new Outcome.Executed("p", "v1"));
            assertThat(second.processed()).hasSize(2);
            assertThat(Harness.names(root.resolve(".claims"))).hasSize(2);
        }
    }

    @Test
    void doesNotPublishAgainWhatTheJournalKnows() throws Exception {
        // Given
        Harness.drop(root, "intent-waiting.json", INTENT);
        Harness.drop(root, "intent-ended.json", INTENT);
        Harness first = new Harness.Setup(root).started();
        first.awaitPublished("intent-waiting.json", "intent-ended.json");
        first.stop();
        OutboundRecord ended = first.broker.published(Topics.RECEIVED).stream()
                .filter(record -> Harness.subject(record).equals("intent-ended.json"))
                .findFirst()
                .orElseThrow();
        first.journal.append(List.of(first.end(ended, new Outcome.Executed("p", "v1"))));
        first.close();

        // When
        try (Harness second = new Harness.Setup(root).beside(first).started()) {
            Awaitility.await().until(() -> second.processed().contains("intent-ended.json"));

            // Then
            assertThat(second.published()).hasSize(2);
            assertThat(second.claims()).isEqualTo(1);
            assertThat(second.statistics.run().inFlight()).isEqualTo(1);
        }
    }

    @Test
    void twoInstancesShareAFolderAndEachFileIsClaimedByOne() throws Exception {
        // Given
        for (int i = 0; i < 300; i++) {
            Harness.drop(root, "intent-%d.json".formatted(i), INTENT);
        }

        // When
        try (Harness one = new Harness.Setup(root)
                        .reconcile(Duration.ofMillis(200))
                        .started();
                Harness two = new Harness.Setup(root)
                        .reconcile(Duration.ofMillis(200))
                        .beside(one)
                        .started()) {
            Awaitility.await().until(() -> one.published().size() >= 300);

            // Then
            assertThat(one.published()).hasSize(300).doesNotHaveDuplicates();
            assertThat(one.claimed.folder().id()).isEqualTo(two.claimed.folder().id());
            two.deliver(new Outcome.Executed("p", "v1"));
            assertThat(one.processed()).hasSize(300);
            assertThat(one.claims() + two.claims()).isZero();
            Awaitility.await()
                    .until(() -> one.statistics.run().backlogDone()
                            && two.statistics.run().backlogDone());
        }
    }

    @Test
    void holdsBackInTheFolderWhatDoesNotFitInMemory() throws Exception {
        // Given
        BlockedPublisher kafka = new BlockedPublisher();
        for (int i = 0; i < 20; i++) {
            Harness.drop(root, "intent-%02d.json".formatted(i), "x".repeat(10_000));
        }

        // When
        try (Harness ingest =
                new Harness.Setup(root).inFlight(100_000).publisher(kafka).started()) {
            Awaitility.await().until(() -> kafka.waiting() == 4);

            // Then
            assertThat(ingest.left()).hasSizeBetween(15, 16);
            kafka.release();
            Awaitility.await()
                    .until(() -> ingest.left().isEmpty() && kafka.sent().size() == 20);
            assertThat(kafka.sent().stream().map(Harness::subject)).isSorted();
        }
    }

    private void write(FileName name) {
        try {
            Files.writeString(Names.in(root, name), INTENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String home(Harness ingest) throws IOException {
        return Harness.names(ingest.claimed.folder().claims()).stream()
                .filter(name -> name.startsWith("i-"))
                .findFirst()
                .orElseThrow();
    }
}
