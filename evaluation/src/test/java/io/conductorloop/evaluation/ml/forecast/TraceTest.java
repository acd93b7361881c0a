package io.conductorloop.evaluation.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.ml.forecast.Ewma;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    @TempDir
    private Path data;

    @Test
    void keepsThePlaceOfMinutesThatAreMissing() throws IOException {
        // Given
        write(1, 300, 150);

        // When
        Trace trace = Trace.nasa(data);
        double[] said = Errors.oneStepForecasts(Ewma.naive(), trace.loads());

        // Then
        assertThat(trace.loads()).hasSize(300);
        assertThat(trace.loads()[149]).isNaN();
        assertThat(Errors.mean(said, trace.loads(), 100, 300)).isBetween(0.9, 1.1);
    }

    @Test
    void saysHowManyRowsItNeeds() throws IOException {
        write(1, 30, 31);

        assertThatThrownBy(() -> Trace.nasa(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nasa_requests_per_minute.csv.gz")
                .hasMessageContaining("found 30");
    }

    private void write(int first, int last, int without) throws IOException {
        StringBuilder rows = new StringBuilder("minute_index,requests\n");
        for (int minute = first; minute <= last; minute++) {
            if (minute != without) {
                rows.append(minute).append(',').append(minute).append('\n');
            }
        }
        Path folder = Files.createDirectories(data.resolve("web-traces"));
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("nasa_requests_per_minute.csv.gz")))) {
            out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
