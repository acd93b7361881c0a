package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The disk that holds the handoff folder and the package store is full for a while. Where none can be mounted, the services
 * may not write a byte to any file, which they see much alike.
 */
final class FullDisk implements Fault {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Bench bench;
    private final SmallDisk disk;
    private final Duration time;
    private List<ServiceProcess> own = List.of();

    FullDisk(Bench bench, SmallDisk disk, Duration time) {
        this.bench = bench;
        this.disk = disk;
        this.time = time;
    }

    @Override
    public String name() {
        return "disk full for " + time.toSeconds() + " s";
    }

    @Override
    public boolean fillsTheDisk() {
        return true;
    }

    @Override
    public String remark() {
        return disk.isMounted() ? "tmpfs" : "no tmpfs here: no bytes written instead";
    }

    @Override
    public void prepare(Trial trial) {
        // All packages go to the small disk.
        bench.executor.stop(GRACE);
        own = List.of(
                bench.ingest("ingest-full", trial.ground), bench.executor("executor-full", trial.ground, Map.of()));
        own.forEach(ServiceProcess::awaitReady);
    }

    @Override
    public void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        try {
            if (disk.isMounted()) {
                disk.fill();
                trial.last(time);
            } else {
                limit("0");
                trial.last(time);
            }
        } finally {
            if (disk.isMounted()) {
                disk.free();
            } else {
                limit("unlimited");
            }
        }
    }

    private void limit(String bytes) throws IOException, InterruptedException {
        for (ServiceProcess service : own) {
            if (!SmallDisk.run(List.of("prlimit", "--pid", Long.toString(service.pid()), "--fsize=" + bytes + ":"))) {
                throw new IOException("prlimit does not limit the size of files");
            }
        }
    }

    @Override
    public void tidy() {
        own.forEach(ServiceProcess::close);
        bench.executor.start();
    }
}
