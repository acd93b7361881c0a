package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.ChildProcess;
import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.web.RestClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service in its own JVM, in the working directory of the user, so that relative paths mean what they mean there. */
final class ServiceMember implements Member {
    private final ServiceName service;
    private final List<String> command;
    private final Path log;
    private final URI url;
    private final RestClient rest;
    private volatile @Nullable ChildProcess process;

    ServiceMember(ServiceName service, List<String> command, Path log, URI url) {
        this.service = service;
        this.command = command;
        this.log = log;
        this.url = url;
        this.rest = new RestClient(url, Optional.empty());
    }

    @Override
    public String name() {
        return service.module();
    }

    @Override
    public int stopPlace() {
        return service.stopPlace();
    }

    URI url() {
        return url;
    }

    RestClient rest() {
        return rest;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void start() {
        process = ChildProcess.start(command, Path.of("").toAbsolutePath(), environment(), log);
    }

    @Override
    public boolean isReady() {
        return rest.isReady();
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

    /** File names are UTF-8 whatever the terminal's locale; one malloc arena, as eight of them cost memory and gain nothing. */
    private static Map<String, String> environment() {
        return Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "1");
    }
}
