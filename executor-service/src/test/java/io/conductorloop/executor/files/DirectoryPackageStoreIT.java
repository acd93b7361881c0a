package io.conductorloop.executor.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.PlannedIntent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes write the same into one folder, and each is killed again and again. */
class DirectoryPackageStoreIT {
    private static final int PLACES = 400;
    private static final int DEATHS = 4;

    @TempDir
    Path root;

    @Test
    void keepsOneEffectAndTheOrderWhileProcessesDie() throws Exception {
        // Given
        long seed = System.nanoTime();
        System.out.println("seed " + seed);

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                RandomGenerator random =
                        RandomGeneratorFactory.of("L64X128MixRandom").create(seed + writer);
                writers.add(threads.submit(() -> writeAndDie(random)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        // Then
        List<IntentId> wanted = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            WriterProcess.change(place).intents().stream()
                    .map(PlannedIntent::id)
                    .forEach(wanted::add);
        }
        assertThat(RevisionLogs.effected(root)).as("effects, seed %s", seed).isEqualTo(wanted);
        try (Stream<Path> files = Files.list(root.resolve("oran"))) {
            assertThat(files).as("files, seed %s", seed).hasSize(WriterProcess.TARGETS + 2);
        }
    }

    /** Goes on after each death a few places before the last that was confirmed, as a redelivery would. */
    private Void writeAndDie(RandomGenerator random) throws IOException, InterruptedException {
        int confirmed = -1;
        for (int life = 0; life <= DEATHS; life++) {
            int from = Math.max(0, confirmed - random.nextInt(4));
            boolean last = life == DEATHS;
            int lifetime = random.nextInt(PLACES / DEATHS);
            Process process = WriterProcess.start(root, from, PLACES);
            try (BufferedReader output = WriterProcess.output(process)) {
                String line = output.readLine();
                for (int written = 0; line != null && (last || written < lifetime); written++) {
                    confirmed = Integer.parseInt(line);
                    line = output.readLine();
                }
            } finally {
                process.destroyForcibly();
            }
            int code = process.waitFor();
            assertThat(code).as("exit code of life %s", life).isIn(0, 128 + 9);
        }
        assertThat(confirmed).isEqualTo(PLACES - 1);
        return null;
    }
}
