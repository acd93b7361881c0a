package io.conductorloop.launcher.processes;

import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.web.RestClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A service. */
final class ServiceMember extends ProcessMember {
    private final ServiceName service;
    private final URI url;
    private final RestClient rest;

    ServiceMember(ServiceName service, List<String> command, Path log, URI url) {
        super(command, log);
        this.service = service;
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
    public boolean isReady() {
        return rest.isReady();
    }
}
