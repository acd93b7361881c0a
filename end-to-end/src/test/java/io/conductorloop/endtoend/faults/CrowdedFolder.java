package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import org.jspecify.annotations.Nullable;

/** The folder holds very many files when an ingest instance starts on it. */
final class CrowdedFolder implements Fault {
    private final int files;
    private @Nullable ServiceProcess ingest;

    CrowdedFolder(int files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "a folder with " + files + " files";
    }

    @Override
    public void prepare(Trial trial) throws Exception {
        trial.dropBefore(files);
    }

    @Override
    public void strike(Trial trial) {
        ingest = trial.bench.ingest("ingest-crowded", trial.ground);
        ingest.awaitReady();
    }

    @Override
    public void tidy() {
        if (ingest != null) {
            ingest.close();
        }
    }
}
