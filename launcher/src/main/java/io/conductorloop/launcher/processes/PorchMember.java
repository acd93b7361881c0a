package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.LocalPort;
import io.conductorloop.launcher.web.RestClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake Porch. It keeps its packages in memory: they are gone when it ends. */
final class PorchMember extends ProcessMember {
    private static final List<String> REPOSITORIES = List.of("edge-01", "edge-02", "edge-03", "edge-04");

    private final URI url;
    private final RestClient rest;

    private PorchMember(Installation installation, Path log, int port) {
        super(installation.fakePorch(port, REPOSITORIES), log);
        this.url = URI.create("http://" + LocalPort.HOST + ":" + port);
        this.rest = new RestClient(url, Optional.empty());
    }

    /** One on a free port; it does not run yet. */
    static PorchMember of(Installation installation, Path log) {
        return new PorchMember(installation, log, LocalPort.free());
    }

    URI url() {
        return url;
    }

    /** What leads the executor to it. */
    Map<String, String> properties() {
        return Map.of(
                "conductor.executor.store.kind",
                "porch",
                "conductor.executor.store.porch.server",
                url.toString(),
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
    public boolean isReady() {
        return rest.answers("/readyz");
    }
}
