package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The folder holds very many files when an ingest instance starts on it, and what it claims has nowhere to go at first. */
final class CrowdedFolder implements Fault {
    private final int files;
    private final Duration without;
    private @Nullable ServiceProcess ingest;

    /** @param without how long the broker is away once the instance is ready */
    CrowdedFolder(int files, Duration without) {
        this.files = files;
        this.without = without;
    }

    @Override
    public String name() {
        return "a folder with " + files + " files, broker stopped for " + without.toSeconds() + " s";
    }

    @Override
    public void prepare(Trial trial) throws Exception {
        trial.dropBefore(files);
    }

    @Override
    public void strike(Trial trial) throws Exception {
        ingest = trial.bench.ingest("ingest-crowded", trial.ground);
        ingest.awaitReady();
        trial.bench.broker.stop();
        trial.last(without);
        trial.bench.broker.restart();
    }

    @Override
    public void tidy() {
        if (ingest != null) {
            ingest.close();
        }
    }
}
