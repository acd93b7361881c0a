package io.conductorloop.energy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcStatUtilisationTest {
    @TempDir
    private Path proc;

    @Test
    void countsTicksSinceItWasLastAskedAndWaitingAsIdle() throws IOException {
        // Given
        ticks("100 0 50 800 50 0 0 0 70 0");
        ProcStatUtilisation utilisation = new ProcStatUtilisation(proc.resolve("stat"));

        // When
        ticks("120 0 60 850 70 0 0 0 90 0");
        double busy = utilisation.sinceLast();

        // Then
        assertThat(busy).isCloseTo(.3, within(1e-9));
        assertThat(utilisation.sinceLast()).isZero();
    }

    private void ticks(String ticks) throws IOException {
        Files.writeString(proc.resolve("stat"), "cpu  " + ticks + "\ncpu0 1 2 3 4\n");
    }
}
