package io.conductorloop.endtoend;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services as processes over one folder: two ingest instances, a validation, an executor with the directory store. */
final class Suite implements AutoCloseable {
    final Path handoff;
    final Path packages;
    final ServiceProcess firstIngest;
    final ServiceProcess secondIngest;
    final ServiceProcess validation;
    final ServiceProcess executor;

    private Suite(Map<String, String> common, Path work) throws IOException {
        handoff = Files.createDirectories(work.resolve("handoff"));
        packages = Files.createDirectories(work.resolve("out"));
        Map<String, String> ingest = with(common, "conductor.ingest.handoff", handoff.toString());
        firstIngest = ServiceProcess.start("ingest-service", work.resolve("logs/ingest-1.log"), ingest);
        secondIngest = ServiceProcess.start("ingest-service", work.resolve("logs/ingest-2.log"), ingest);
        validation = ServiceProcess.start("validation-service", work.resolve("logs/validation.log"), common);
        executor = ServiceProcess.start(
                "executor-service",
                work.resolve("logs/executor.log"),
                with(common, "conductor.executor.store.directory", packages.toString()));
    }

    /** Starts all and waits until each is ready. */
    static Suite start(String bootstrapServers, String redisUrl, Path work) throws IOException {
        return start(
                Map.of("spring.kafka.bootstrap-servers", bootstrapServers, "spring.data.redis.url", redisUrl), work);
    }

    /** As {@link #start(String, String, Path)}, with these properties for every service. */
    static Suite start(Map<String, String> common, Path work) throws IOException {
        Suite suite = new Suite(common, work);
        suite.services().forEach(ServiceProcess::awaitReady);
        return suite;
    }

    private List<ServiceProcess> services() {
        return List.of(firstIngest, secondIngest, validation, executor);
    }

    @Override
    public void close() {
        services().forEach(ServiceProcess::close);
    }

    private static Map<String, String> with(Map<String, String> common, String key, String value) {
        Map<String, String> all = new HashMap<>(common);
        all.put(key, value);
        return all;
    }
}
