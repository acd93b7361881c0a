package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What the rules and dashboards of {@code observability/} ask for, the services export once they have had something to do. */
class ObservabilityIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern METER = Pattern.compile(
            "\\b(?:(?:conductor_loop|carbon_aware)_[a-z0-9_]+|(?:kafka|jvm|process|http|logback|disk)_[a-z0-9]+_[a-z0-9_]+)");
    private static final Pattern EXPORTED = Pattern.compile("(?m)^[a-z][a-z0-9_]*");

    /**
     * Exported only where packages go through Porch, after a training, or once a directive was lost; their names are held to the
     * code by the page on meters.
     */
    private static final Predicate<String> RARE = Pattern.compile(
                    "conductor_loop_(porch_.*|ml_trainings_total|ml_directives_lost_total)")
            .asMatchPredicate();

    private static final int INTENTS = 200;
    private static final Duration TIME = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void everyMeterOfARuleOrADashboardIsExported() throws Exception {
        try (Backing.Addresses addresses = Backing.EMBEDDED.start(work);
                Suite suite = Suite.start(addresses.bootstrapServers(), addresses.redisUrl(), work);
                ServiceProcess ml = adviser("ml-service", addresses);
                ServiceProcess energy = adviser("energy-service", addresses);
                HttpClient http = HttpClient.newHttpClient()) {
            // Given
            TreeSet<String> asked = new TreeSet<>();
            for (Path file : files()) {
                METER.matcher(Files.readString(file)).results().forEach(result -> asked.add(result.group()));
            }
            assertThat(asked).hasSizeGreaterThan(20);

            // When
            Files.createSymbolicLink(suite.handoff.resolve("intent-link.json"), Path.of("/etc/hostname"));
            new Workload(suite.handoff, 42).drop(INTENTS);

            // Then
            Awaitility.await("each exported, in " + work).atMost(TIME).untilAsserted(() -> {
                String exported = Stream.of(
                                suite.firstIngest, suite.secondIngest, suite.validation, suite.executor, ml, energy)
                        .map(service -> scraped(http, service))
                        .collect(Collectors.joining("\n"));
                List<String> names = EXPORTED.matcher(exported)
                        .results()
                        .map(result -> result.group())
                        .toList();
                assertThat(names)
                        .containsAll(asked.stream().filter(RARE.negate()).toList());
            });
            String page = Files.readString(ROOT.resolve("docs/meters.md"));
            assertThat(asked.stream().filter(RARE))
                    .hasSizeGreaterThan(5)
                    .allMatch(name -> page.contains("`" + name.replaceAll("_(sum|count|bucket)$", "") + "`"));
        }
    }

    private ServiceProcess adviser(String name, Backing.Addresses addresses) {
        ServiceProcess service = ServiceProcess.start(
                name,
                work.resolve("logs/" + name + ".log"),
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        addresses.bootstrapServers(),
                        "spring.data.redis.url",
                        addresses.redisUrl(),
                        "conductor.ml.models",
                        work.resolve("models").toString()));
        service.awaitReady();
        return service;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("observability"))) {
            return files.filter(file ->
                            file.endsWith("rules.yaml") || file.toString().endsWith(".json"))
                    .toList();
        }
    }

    private static String scraped(HttpClient http, ServiceProcess service) {
        try {
            URI uri = URI.create(service.url() + "/actuator/prometheus");
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
