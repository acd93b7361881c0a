package io.conductorloop.evaluation.energy.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.evaluation.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerTasksTest {
    @TempDir
    private Path data;

    @TempDir
    private Path out;

    @Test
    void dpmComputesItsFiguresFromWhateverTracesTheFolderHolds() throws IOException {
        // Given
        Random random = new Random(4);
        Path folder = Files.createDirectories(data.resolve("dpm/data"));
        Files.write(
                folder.resolve("nexus_other.txt"),
                random.doubles(500, 0, 4).mapToObj(Double::toString).toList());

        // When
        List<Score> scores = new DpmTask().evaluate(data, out);

        // Then
        assertThat(scores).anySatisfy(score -> {
            assertThat(score.task()).contains("nexus_other, good predictor");
            assertThat(score.ours()).as("seed 4").isBetween(1.0, 2.0);
        });
        assertThat(scores).anySatisfy(score -> assertThat(score.task()).contains("mean of 1 phone traces"));
    }

    @Test
    void dpmSaysWhichLineIsNoFigure() throws IOException {
        Path folder = Files.createDirectories(data.resolve("dpm/data"));
        Files.writeString(folder.resolve("a.txt"), "1.0\nlong\n");

        assertThatThrownBy(() -> new DpmTask().evaluate(data, out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.txt:2");
    }

    @Test
    void dvfsLeavesOutEachFrequencyOfWhateverBoardTheFolderHolds() throws IOException {
        // Given
        Path folder = Files.createDirectories(data.resolve("rpi-dvfs"));
        List<Integer> frequencies = List.of(500, 1000, 1500, 2000, 2500);
        for (int megahertz : frequencies) {
            Files.writeString(
                    folder.resolve(megahertz + ".csv"),
                    "time,frequency,power,current,voltage\n1,%d,%d,1,5\n".formatted(megahertz, 1000 + megahertz));
        }
        Files.writeString(
                folder.resolve("events_per_second.json"),
                "{\"500\": 500, \"1000\": 1000, \"1500\": 1500, \"2000\": 2000, \"2500\": 2500}");

        // When
        List<Score> scores = new DvfsTask().evaluate(data, out);

        // Then
        assertThat(scores).anySatisfy(score -> {
            assertThat(score.task()).contains("1500 MHz left out");
            assertThat(score.ours()).isLessThan(1e-6);
        });
        assertThat(out.resolve("dvfs.svg")).isNotEmptyFile();
    }

    @Test
    void requestGapsSavesMostOfWhatAnEvenTrickleOfRequestsLeavesIdle() throws IOException {
        // Given
        Path folder = Files.createDirectories(data.resolve("azure-llm-2023"));
        StringBuilder rows = new StringBuilder("TIMESTAMP,ContextTokens,GeneratedTokens\n");
        for (int second = 0; second < 1200; second++) {
            rows.append("2023-11-16 18:%02d:%02d.1234567,1,1\n".formatted(second / 60, second % 60));
        }
        Files.writeString(folder.resolve("AzureLLMInferenceTrace_even.csv"), rows);

        // When
        List<Score> scores = new RequestGapsTask().evaluate(data, out);

        // Then
        assertThat(scores).anySatisfy(score -> {
            assertThat(score.metric()).startsWith("idle energy saved");
            assertThat(score.ours()).isGreaterThan(45.0);
        });
        assertThat(out.resolve("request-gaps-azure-llm-even.svg")).isNotEmptyFile();
    }

    @Test
    void boundsSayHowFarAGoalWasMissed() {
        Bound bound = Bound.atMost(1.195, 1.14);

        assertThat(bound.verdict(1.15)).isEqualTo(Score.Verdict.MET);
        assertThat(bound.text(1.15)).isEqualTo("≤ 1.195; goal ≤ 1.14 missed by 0.01");
        assertThat(bound.verdict(1.2)).isEqualTo(Score.Verdict.MISSED);
        assertThat(Bound.atLeast(45).text(53)).isEqualTo("≥ 45");
    }
}
