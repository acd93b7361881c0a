package io.conductorloop.endtoend.faults;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Ingest and executor may open no more files and sockets than they have: each further one is refused for a while. */
record FewOpenFiles(Duration time) implements Fault {
    private static final long PLENTY = 4_096;

    @Override
    public String name() {
        return "no more open files for ingest and executor for " + time.toSeconds() + " s";
    }

    @Override
    public void strike(Trial trial) throws Exception {
        Bench bench = trial.bench;
        List<ServiceProcess> limited = List.of(bench.firstIngest, bench.secondIngest, bench.executor);
        trial.awaitMoment();
        try {
            for (ServiceProcess service : limited) {
                limit(service, open(service));
            }
            trial.last(time);
        } finally {
            for (ServiceProcess service : limited) {
                limit(service, PLENTY);
            }
        }
    }

    private static long open(ServiceProcess service) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(service.pid()), "fd"))) {
            return open.count();
        }
    }

    /** The soft limit, which the kernel looks at; the hard one stays, so that it can be raised again. */
    private static void limit(ServiceProcess service, long files) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(service.pid()), "--nofile=" + files + ":")
                .redirectErrorStream(true)
                .start();
        String said = new String(prlimit.getInputStream().readAllBytes());
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit: " + said);
        }
    }
}
