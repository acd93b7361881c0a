package io.conductorloop.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.validation.IntentValidator;
import io.conductorloop.validation.Verdict;
import io.conductorloop.validation.json.IntentSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {100, 1_024, 65_536, 1_048_576})
    void intentsAreValidAndOfTheirSize(int bytes) {
        IntentValidator validator = IntentSchema.validator(1);

        for (int i : new int[] {0, 7, StagedFiles.TARGETS - 1, 49_999}) {
            byte[] intent = StagedFiles.intent(3, i, bytes);

            assertThat(intent).hasSize(bytes);
            assertThat(validator.validate(intent, Instant.EPOCH)).isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void noTwoIntentsSayTheSameAlsoOfDifferentRuns() {
        Set<String> said = new HashSet<>();

        for (int run = 1; run < 60; run++) {
            for (int i = 0; i < 3 * StagedFiles.TARGETS; i += 500) {
                said.add(new String(StagedFiles.intent(run, i, 100), StandardCharsets.US_ASCII));
            }
        }

        assertThat(said).hasSize(59 * 6);
    }

    @Test
    void namesTellRunAndIndex() {
        String name = StagedFiles.name(12, 345);

        assertThat(StagedFiles.index(12, name)).isEqualTo(345);
        assertThat(StagedFiles.index(13, name)).isEqualTo(-1);
        assertThat(StagedFiles.index(12, "intent-012-x")).isEqualTo(-1);
    }

    @Test
    void arrivalsAreSeenWithTheirTimes() throws Exception {
        // Given
        Path handoff = Files.createDirectories(folder.resolve("handoff"));
        StagedFiles files = StagedFiles.write(folder.resolve("staged"), handoff, 5, 50, 100);
        long before = System.nanoTime();

        // When
        boolean all;
        long[] times;
        try (FinishedFiles finished = FinishedFiles.in(List.of(handoff), 5, files.count())) {
            for (int i = 0; i < files.count(); i++) {
                files.drop(i);
            }
            all = finished.await(Duration.ofSeconds(20));
            times = finished.times();
        }

        // Then
        assertThat(all).isTrue();
        for (long time : times) {
            assertThat(time).isBetween(before, System.nanoTime());
        }
    }

    @Test
    void anOpenLoopCatchesUpWithWhatABreakHasDelayed() {
        // Given
        List<Long> done = new ArrayList<>();
        long begin = System.nanoTime();

        // When
        OpenLoad.run(200, 2_000, begin, i -> done.add(System.nanoTime()));

        // Then
        for (int i = 0; i < done.size(); i++) {
            assertThat(done.get(i)).isGreaterThanOrEqualTo(OpenLoad.dueAt(i, 2_000, begin));
        }
        assertThat(OpenLoad.dueAt(200, 2_000, begin) - begin)
                .isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void everyScenarioHasItsNameAndAllIsAllOfThem() {
        for (String name : Scenario.names()) {
            assertThat(Scenario.named(name))
                    .get()
                    .satisfies(some -> assertThat(some)
                            .isNotEmpty()
                            .allSatisfy(each -> assertThat(each.name()).isEqualTo(name)));
        }
        assertThat(Scenario.named("all")).get().satisfies(all -> assertThat(all).hasSize(9 - 2 + 4 + 6));
        assertThat(Scenario.named("nonsense")).isEmpty();
    }

    @Test
    void theCommandLineIsReadOrRefusedWithItsUsage() {
        BenchOptions options = BenchOptions.parse(
                List.of("edge", "-seconds", "3", "--rounds", "1", "-set", "conductor.executor.workers=2"));

        assertThat(options.scenarios())
                .singleElement()
                .satisfies(edge -> assertThat(edge.intents()).isEqualTo(60_000));
        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.properties()).containsEntry("conductor.executor.workers", "2");
        for (List<String> wrong : List.of(
                List.<String>of(), List.of("nonsense"), List.of("edge", "-rounds"), List.of("edge", "-rounds", "0"))) {
            assertThatThrownBy(() -> BenchOptions.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("usage:");
        }
    }
}
