package io.conductorloop.endtoend.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The promises hold whatever goes wrong: each fault strikes while its own 20,000 intents are under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path work;

    private Bench bench;
    private int number;

    @BeforeAll
    void start() throws Exception {
        bench = Bench.start(work);
    }

    @BeforeEach
    void allIsWell() {
        bench.awaitReady();
    }

    @AfterAll
    void end() {
        bench.close();
    }

    @Test
    void servicesAreKilled() throws Exception {
        survives(new KilledServices(3));
    }

    private void survives(Fault fault) throws Exception {
        new Trial(bench, bench.ground, fault, "f%02d-".formatted(++number), Trial.INTENTS).run();
    }
}
