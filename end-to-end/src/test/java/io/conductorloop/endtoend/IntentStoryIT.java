package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.TraceContext;
import io.conductorloop.endtoend.SpanReceiver.Received;
import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an intent for whoever asks later: its trace over all services, and the lines of all logs that have its id. */
class IntentStoryIT {
    private static final int INTENTS = 100;
    private static final Duration TIME = Duration.ofMinutes(3);

    /** Values of an intent, which its author may want to keep to themselves, with and without harm done to the form. */
    private static final String SECRET = "S3cretOfTheAuthor";

    private static final Pattern EXAMPLE = Pattern.compile(
            "^conductor_loop_(\\w+)_duration_seconds_bucket\\{.*# \\{.*trace_id=\"(\\w+)\".*$", Pattern.MULTILINE);

    /** Where OpenMetrics has no place for an example, so that a Prometheus may refuse all of the answer. */
    private static final Pattern MISPLACED =
            Pattern.compile("^\\w+(?<!_bucket|_total)[{ ].* # \\{.*$", Pattern.MULTILINE);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void oneIntentIsOneTraceAndOneIdInAllLogsWhichHaveNothingOfWhatItSays() throws Exception {
        try (SpanReceiver receiver = new SpanReceiver();
                Backing.Addresses addresses = Backing.EMBEDDED.start(work);
                Suite suite = Suite.start(properties(addresses, receiver), work);
                TopicReader topics = new TopicReader(addresses.bootstrapServers())) {
            // Given
            Workload workload = new Workload(suite.handoff, 42);
            Map<String, String> secrets = Map.of(
                    "intent-accepted.json", document("oran", "5", SECRET + "\"}"),
                    "intent-refused.json", document("oran", "\"" + SECRET + "\"", "none\"}"),
                    "intent-name.json", document(SECRET + "_", "5", "none\"}"),
                    "intent-broken.json", document("oran", "5", SECRET));

            // When
            workload.drop(INTENTS);
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                Files.writeString(suite.handoff.resolve(secret.getKey()), secret.getValue());
            }
            Awaitility.await("an outcome for each file, in " + work)
                    .atMost(TIME)
                    .until(() -> {
                        topics.read();
                        return topics.finishedFiles.containsAll(workload.dropped())
                                && topics.finishedFiles.containsAll(secrets.keySet());
                    });

            // Then
            Map<String, List<Received>> traces = new HashMap<>();
            Awaitility.await("the spans of each intent").atMost(TIME).untilAsserted(() -> {
                traces.putAll(receiver.spans().stream().collect(Collectors.groupingBy(Received::traceId)));
                assertThat(topics.outcomes).allSatisfy(end -> assertIsOneTrace(traces, end));
            });
            assertBatchesAreLinked(traces, receiver.spans());
            assertHistogramsHaveExamples(suite, traces.keySet());
            List<String> lines = lines();
            assertThat(lines).noneMatch(line -> line.contains(SECRET));
            assertThat(topics.outcomes)
                    .filteredOn(end -> end.state() == IntentState.EXECUTED)
                    .isNotEmpty()
                    .allSatisfy(end -> assertThat(loggers(lines, end))
                            .contains("Receipts", "ValidateIntent", "RecordAnnouncer", "FinishIntent"));
        }
    }

    private static void assertIsOneTrace(Map<String, List<Received>> traces, IntentFinished end) {
        TraceContext first = TraceContext.of(end.id());
        List<Received> spans = traces.get(first.traceId());
        assertThat(spans).as(end.toString()).isNotNull();
        assertThat(spans).filteredOn(span -> span.parent() == 0).allSatisfy(span -> {
            assertThat(span.id()).isEqualTo(first.span());
            assertThat(span.span().getName()).isEqualTo("receive");
        });
        assertThat(spans)
                .filteredOn(span -> span.parent() != 0)
                .allSatisfy(span -> assertThat(span.parent()).isEqualTo(first.span()));
        Set<String> steps = spans.stream()
                .map(span -> span.service() + " " + span.span().getName())
                .collect(Collectors.toSet());
        assertThat(steps).contains("ingest-service receive", "validation-service validate", "ingest-service finish");
        if (end.state() == IntentState.EXECUTED) {
            assertThat(steps).contains("executor-service execute", "executor-service write");
        }
    }

    private static void assertBatchesAreLinked(Map<String, List<Received>> traces, List<Received> spans) {
        List<Received> batches = spans.stream()
                .filter(span -> span.span().getName().endsWith(" batch"))
                .toList();
        assertThat(batches).isNotEmpty().allSatisfy(batch -> {
            assertThat(batch.span().getLinksList()).isNotEmpty();
            assertThat(traces.get(batch.traceId())).containsExactly(batch);
        });
    }

    /** Whoever sees a slow bucket finds the trace of an intent in it, where Prometheus asks for OpenMetrics. */
    private static void assertHistogramsHaveExamples(Suite suite, Set<String> traces) throws Exception {
        Set<String> examples = new HashSet<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (ServiceProcess service : List.of(suite.firstIngest, suite.secondIngest, suite.executor)) {
                HttpRequest scrape = HttpRequest.newBuilder(URI.create(service.url() + "/actuator/prometheus"))
                        .header("Accept", "application/openmetrics-text; version=1.0.0")
                        .build();
                String meters = client.send(scrape, HttpResponse.BodyHandlers.ofString())
                        .body();
                assertThat(meters).doesNotContainPattern(MISPLACED);
                EXAMPLE.matcher(meters).results().forEach(found -> {
                    assertThat(traces).contains(found.group(2));
                    examples.add(service.name() + " " + found.group(1));
                });
            }
        }
        assertThat(examples)
                .containsExactlyInAnyOrder(
                        "ingest-service accept", "ingest-service processing", "executor-service processing");
    }

    /** Which classes said something of the intent, in lines that name it and its trace. */
    private static Set<String> loggers(List<String> lines, IntentFinished end) {
        String label = "\"labels\":{\"intent_id\":\"" + end.id() + "\"}";
        String trace = "\"trace\":{\"id\":\"" + TraceContext.of(end.id()).traceId() + "\"}";
        return lines.stream()
                .filter(line -> line.contains(label) && line.contains(trace))
                .map(line -> line.replaceFirst(".*\"logger\":\"[^\"]*\\.([A-Za-z]+)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> logs = Files.list(work.resolve("logs"))) {
            return logs.flatMap(IntentStoryIT::linesOf).toList();
        }
    }

    private static Stream<String> linesOf(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String document(String namespace, String replicas, String reason) {
        return "{\"intent_type\": \"scaling\", \"target\": \"odu-secret\", \"namespace\": \"%s\", \"replicas\": %s, \"reason\": \"%s"
                .formatted(namespace, replicas, reason);
    }

    private static Map<String, String> properties(Backing.Addresses addresses, SpanReceiver receiver) {
        return Map.of(
                "spring.kafka.bootstrap-servers",
                addresses.bootstrapServers(),
                "spring.data.redis.url",
                addresses.redisUrl(),
                "conductor.tracing.endpoint",
                receiver.endpoint(),
                "conductor.tracing.sampling",
                "1",
                "logging.structured.format.console",
                "ecs",
                "logging.level.io.conductorloop",
                "DEBUG");
    }
}
