package io.conductorloop.benchmarks.pipeline;

import io.conductorloop.contracts.Topics;
import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.SuiteOptions;
import io.conductorloop.launcher.processes.Installation;
import io.conductorloop.launcher.processes.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The services that carry intents, as {@code ./conductor-loop up -without both} runs them. */
final class OurPipeline implements Pipeline {
    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    private final Suite suite;
    private final Path handoff;
    private final HttpClient http = HttpClient.newHttpClient();

    private OurPipeline(Suite suite, Path handoff) {
        this.suite = suite;
        this.handoff = handoff;
    }

    /**
     * Starts it on free ports.
     *
     * @param work folder for everything it keeps
     * @param properties of all services
     */
    static OurPipeline start(Path home, Path work, Map<String, String> properties) {
        return start(home, work, properties, false);
    }

    /** As the other, with a Porch that is none for the executor to write to. */
    static OurPipeline start(Path home, Path work, Map<String, String> properties, boolean fakePorch) {
        Path handoff = work.resolve("handoff");
        SuiteOptions options = new SuiteOptions(
                false,
                handoff.toString(),
                work.resolve("out").toString(),
                work.resolve("data").toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                fakePorch,
                ServiceName.CARRYING.stream().collect(Collectors.toMap(service -> service, _ -> 0)),
                properties,
                List.of());
        Suite suite = Suite.on(new Installation(home), options, System.err::println);
        suite.start();
        return new OurPipeline(suite, handoff);
    }

    String kafka() {
        return suite.kafka();
    }

    URI executor() {
        return suite.url(ServiceName.EXECUTOR);
    }

    URI porch() {
        return suite.porch().orElseThrow();
    }

    String redis() {
        return suite.redis();
    }

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public Path handoff() {
        return handoff;
    }

    @Override
    public List<Path> ends() {
        return List.of(handoff.resolve("processed"), handoff.resolve("failed"));
    }

    @Override
    public String received() {
        return Topics.RECEIVED;
    }

    @Override
    public String accepted() {
        return Topics.ACCEPTED;
    }

    @Override
    public String outcomes() {
        return Topics.OUTCOMES;
    }

    @Override
    public Map<String, Long> pids() {
        return suite.pids();
    }

    @Override
    public Map<String, Long> allocated() {
        Map<String, Long> allocated = new LinkedHashMap<>();
        for (ServiceName service : ServiceName.CARRYING) {
            allocated.put(service.module(), allocated(suite.url(service)));
        }
        return allocated;
    }

    private long allocated(URI service) {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/actuator/prometheus")).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(ALLOCATED))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .mapToLong(value -> (long) value)
                    .sum();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        http.close();
        suite.close();
    }
}
