package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.files.FolderWatch.Notice;
import io.conductorloop.ingest.files.WriterProbe.Writers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LinuxWatchingTest {
    private static final Duration SOON = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();

    @Test
    void hearsOfAFileWhenItIsClosedAndNotBefore() throws IOException {
        try (InotifyWatch watch = new InotifyWatch(folder)) {
            // Given
            try (OutputStream writer = Files.newOutputStream(folder.resolve("a"))) {
                writer.write('x');
                assertThat(await(watch)).isEqualTo(Notice.NAMES);
                assertThat(seen).isEmpty();
            }

            // When
            await(watch);

            // Then
            assertThat(seen).containsExactly("a");
        }
    }

    @Test
    void hearsOfAFileThatIsMovedIn() throws IOException {
        try (InotifyWatch watch = new InotifyWatch(folder)) {
            // Given
            Path outside = Files.createTempFile("outside", "");

            // When
            Files.move(outside, folder.resolve("ü"), StandardCopyOption.REPLACE_EXISTING);
            await(watch);

            // Then
            assertThat(seen).containsExactly("ü");
        }
    }

    @Test
    void asksForALookWhenTheKernelsQueueOverflows() throws IOException {
        // Given
        int queue = Integer.parseInt(Files.readAllLines(Path.of("/proc/sys/fs/inotify/max_queued_events"))
                .getFirst());
        try (InotifyWatch watch = new InotifyWatch(folder)) {
            for (int i = 0; i <= queue; i++) {
                Files.createFile(folder.resolve("file-" + i));
            }

            // When
            List<Notice> notices = new ArrayList<>();
            int before;
            do {
                before = seen.size();
                notices.add(await(watch));
            } while (seen.size() > before);

            // Then
            assertThat(notices).contains(Notice.OVERFLOW);
            assertThat(seen).hasSizeLessThanOrEqualTo(queue);
        }
    }

    @Test
    void asksForALookWhenTheFolderIsRemoved() throws IOException {
        // Given
        Path gone = Files.createDirectory(folder.resolve("gone"));
        try (InotifyWatch watch = new InotifyWatch(gone)) {
            // When
            Files.delete(gone);

            // Then
            assertThat(await(watch)).isEqualTo(Notice.LOOK);
        }
    }

    @Test
    void canBeWokenWhileItWaits() throws Exception {
        try (InotifyWatch watch = new InotifyWatch(folder)) {
            // Given
            CompletableFuture<Notice> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return watch.await(Duration.ofMinutes(5), name -> {});
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            // When
            watch.wake();

            // Then
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(Notice.NAMES);
        }
    }

    @Test
    void seesWritersThroughALease() throws IOException {
        // Given
        WriterProbe probe = WriterProbe.in(folder);
        Path file = Files.createFile(folder.resolve("a"));

        // Then
        assertThat(probe.works()).isTrue();
        assertThat(probe.look(file)).isEqualTo(Writers.NONE);
        try (OutputStream writer = Files.newOutputStream(file)) {
            assertThat(probe.look(file)).isEqualTo(Writers.SOME);
            writer.write('x');
        }
        assertThat(probe.look(file)).isEqualTo(Writers.NONE);
        assertThat(probe.look(folder.resolve("nothing"))).isEqualTo(Writers.NO_FILE);
        assertThat(WriterProbe.blind().look(file)).isEqualTo(Writers.UNKNOWN);
    }

    @Test
    void aWriterThatComesWhileAFileIsProbedIsNotHeldUpAndEndsNothing() throws Exception {
        // Given
        WriterProbe probe = WriterProbe.in(folder);
        Path file = Files.createFile(folder.resolve("a"));
        Process writers = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 20000 ]; do : >> a; i=$((i+1)); done")
                .directory(folder.toFile())
                .start();

        // When
        while (writers.isAlive()) {
            probe.look(file);
        }

        // Then
        assertThat(writers.exitValue()).isZero();
        assertThat(probe.look(file)).isEqualTo(Writers.NONE);
    }

    @Test
    void renamesWithoutReplacing() throws IOException {
        // Given
        Path one = Files.writeString(folder.resolve("one"), "1");
        Path two = Files.writeString(folder.resolve("two"), "2");

        // Then
        assertThat(HandoffFolder.move(one, two)).isEqualTo(HandoffFolder.Move.TAKEN);
        assertThat(two).hasContent("2");
        assertThat(HandoffFolder.move(one, folder.resolve("three"))).isEqualTo(HandoffFolder.Move.DONE);
        assertThat(HandoffFolder.move(one, folder.resolve("four"))).isEqualTo(HandoffFolder.Move.GONE);
    }

    private Notice await(FolderWatch watch) throws IOException {
        return watch.await(SOON, (FileName name) -> seen.add(name.text()));
    }
}
