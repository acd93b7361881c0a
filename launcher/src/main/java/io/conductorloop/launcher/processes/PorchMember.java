package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.ChildProcess;
import io.conductorloop.embedded.LocalPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake Porch. It keeps its packages in memory: they are gone when it ends. */
final class PorchMember implements Member {
    private static final List<String> REPOSITORIES = List.of("edge-01", "edge-02", "edge-03", "edge-04");

    private final Installation installation;
    private final Path log;
    private final int port;
    private volatile @Nullable ChildProcess process;

    PorchMember(Installation installation, Path log) {
        this.installation = installation;
        this.log = log;
        this.port = LocalPort.free();
    }

    URI url() {
        return URI.create("http://" + LocalPort.HOST + ":" + port);
    }

    /** What leads the executor to it. */
    Map<String, String> properties() {
        return Map.of(
                "conductor.executor.store.kind",
                "porch",
                "conductor.executor.store.porch.server",
                url().toString(),
                "conductor.executor.store.porch.repositories",
                String.join(",", REPOSITORIES));
    }

    @Override
    public String name() {
        return "fake Porch";
    }

    @Override
    public int stopPlace() {
        return Integer.MAX_VALUE - 2;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void start() {
        process = ChildProcess.start(
                installation.fakePorch(port, REPOSITORIES), Path.of("").toAbsolutePath(), Map.of(), log);
    }

    @Override
    public boolean isReady() {
        return isAlive();
    }

    @Override
    public boolean isAlive() {
        ChildProcess running = process;
        return running != null && running.isAlive();
    }

    @Override
    public long pid() {
        ChildProcess running = process;
        return running == null ? 0 : running.pid();
    }

    @Override
    public boolean stop(Duration grace) {
        ChildProcess running = process;
        return running == null || running.stop(grace);
    }
}
