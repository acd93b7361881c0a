package io.conductorloop.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.testkit.processes.ServiceProcess;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of every service, found in its OpenAPI document so that none is forgotten: refused to whoever has no token or
 * another role, and never failing over what is sent to it.
 */
class RestSurfaceIT {
    private static final List<String> SERVICES =
            List.of("ingest-service", "validation-service", "executor-service", "ml-service", "energy-service");
    private static final List<String> ROLES = List.of("read", "submit", "operate");
    private static final String ALL = "all";

    /** Beside what the documents list. */
    private static final List<String> UNLISTED = List.of(
            "/v3/api-docs",
            "/actuator",
            "/actuator/prometheus",
            "/actuator/metrics",
            "/actuator/sbom",
            "/actuator/info",
            "/nothing/here");

    /** What anybody may ask. */
    private static final Set<String> OPEN = Set.of("/healthz", "/actuator/health", "/actuator/health/readiness");

    /** Questions too long for an address: those who may read may ask them. */
    private static final Set<String> ASKING = Set.of("/emissions/forecasts/batch");

    private static final int CALLS_EACH = 150;
    private static final long SEED = Long.getLong("conductor.test.seed", System.nanoTime());

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    static Path work;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, ServiceProcess> RUNNING = new LinkedHashMap<>();
    private static Backing.@Nullable Addresses addresses;

    @BeforeAll
    static void start() throws Exception {
        addresses = Backing.EMBEDDED.start(work);
        Map<String, String> properties = new HashMap<>(Map.of(
                "spring.kafka.bootstrap-servers",
                addresses.bootstrapServers(),
                "spring.data.redis.url",
                addresses.redisUrl(),
                "conductor.ingest.handoff",
                work.resolve("handoff").toString(),
                "conductor.executor.store.directory",
                work.resolve("out").toString(),
                "conductor.api.token-sha256",
                sha256(ALL)));
        for (int i = 0; i < ROLES.size(); i++) {
            properties.put("conductor.api.tokens[" + i + "].name", ROLES.get(i));
            properties.put("conductor.api.tokens[" + i + "].sha256", sha256(ROLES.get(i)));
            properties.put("conductor.api.tokens[" + i + "].roles", ROLES.get(i));
        }
        for (String service : SERVICES) {
            RUNNING.put(service, ServiceProcess.start(service, work.resolve("logs/" + service + ".log"), properties));
        }
        RUNNING.values().forEach(ServiceProcess::awaitReady);
    }

    @AfterAll
    static void stop() throws Exception {
        RUNNING.values().forEach(ServiceProcess::close);
        if (addresses != null) {
            addresses.close();
        }
        HTTP.close();
    }

    @Test
    void refusesWhoHasNoTokenOrAnotherRole() throws Exception {
        int operations = 0;
        for (RestOperation operation : operations()) {
            if (OPEN.contains(operation.path())) {
                assertThat(status(operation, operation.path(), null)).isEqualTo(200);
                continue;
            }
            String path = operation.path().replaceAll("\\{[^}]*}", "01933b7e-0000-7abc-bdef-0123456789ab");

            assertThat(status(operation, path, null))
                    .as("%s without a token", operation)
                    .isEqualTo(401);
            assertThat(status(operation, path, "guessed"))
                    .as("%s with a wrong token", operation)
                    .isEqualTo(401);
            List<String> letIn = new ArrayList<>();
            for (String role : ROLES) {
                int status = status(operation, path, role);
                assertThat(status).as("%s as %s", operation, role).isNotEqualTo(401);
                if (status != 403) {
                    letIn.add(role);
                }
            }
            if (operation.path().startsWith("/actuator") && !letIn.equals(List.of("read"))) {
                assertThat(letIn).as("who may see %s", operation).containsExactly("operate");
                continue;
            }
            boolean changes = !operation.method().equals("GET") && !ASKING.contains(operation.path());
            assertThat(letIn).as("who may %s", operation).hasSize(1);
            assertThat(letIn.contains("read"))
                    .as("%s to those who may read", operation)
                    .isEqualTo(!changes);
            operations++;
        }
        System.out.println(operations + " operations refused to whoever may not, of " + SERVICES);
        assertThat(operations).isGreaterThan(3 * SERVICES.size());
    }

    @Test
    void neverFailsOverWhatItIsSent() throws Exception {
        System.out.println("seed " + SEED);
        var values = new HostileValues(SEED);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (RestOperation operation : operations()) {
            for (int i = 0; i < CALLS_EACH; i++) {
                HttpRequest request = hostile(operation, values);
                HttpResponse<InputStream> answer = HTTP.send(request, BodyHandlers.ofInputStream());
                // Closed unread: some answers have no end.
                try (InputStream body = answer.body()) {
                    assertThat(answer.statusCode())
                            .as("%s: %s, seed %d", operation, request.uri(), SEED)
                            .isLessThan(500);
                    if (answer.statusCode() >= 400) {
                        assertThat(answer.headers().firstValue("Content-Type").orElse("none"))
                                .as("%s: %s", operation, request.uri())
                                .startsWith("application/problem+json");
                        assertThat(new String(body.readAllBytes(), UTF_8))
                                .doesNotContain("Exception", "\tat ", "io.conductorloop");
                    }
                }
                answers.merge(answer.statusCode(), 1, Integer::sum);
            }
        }
        System.out.println("answers by status: " + answers);
        assertThat(answers.keySet()).anyMatch(status -> status < 300).anyMatch(status -> status >= 400);
        assertThat(RUNNING.values()).noneMatch(ServiceProcess::hasDied).allMatch(ServiceProcess::isReady);
    }

    private static HttpRequest hostile(RestOperation operation, HostileValues values) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + ALL));
        for (RestOperation.Parameter parameter : operation.parameters()) {
            String value = URLEncoder.encode(values.of(parameter), UTF_8).replace("+", "%20");
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", value.isEmpty() ? "%20" : value);
            } else if (parameter.in().equals("query") && values.chance(.7)) {
                query.add(parameter.name() + "=" + value);
            } else if (parameter.in().equals("header") && values.chance(.5)) {
                headers.addAll(List.of(parameter.name(), value));
            }
        }
        if (!operation.bodies().isEmpty()) {
            headers.addAll(List.of(
                    "Content-Type",
                    values.chance(.8) ? values.one(List.copyOf(operation.bodies())) : "application/x-unheard-of"));
        }
        return HttpRequest.newBuilder(RUNNING.get(operation.service())
                        .url()
                        .resolve(path + (query.isEmpty() ? "" : "?" + String.join("&", query))))
                .timeout(Duration.ofSeconds(60))
                .headers(headers.toArray(String[]::new))
                .method(
                        operation.method(),
                        operation.bodies().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(values.body()))
                .build();
    }

    private static int status(RestOperation operation, String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        RUNNING.get(operation.service()).url().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(operation.method(), BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static List<RestOperation> operations() throws Exception {
        List<RestOperation> operations = new ArrayList<>();
        for (var service : RUNNING.entrySet()) {
            HttpRequest request = HttpRequest.newBuilder(
                            service.getValue().url().resolve("/v3/api-docs"))
                    .header("Authorization", "Bearer " + ALL)
                    .build();
            String openApi = HTTP.send(request, BodyHandlers.ofString()).body();
            List<RestOperation> found = RestOperation.of(service.getKey(), new JsonMapper().readTree(openApi));
            assertThat(found).as(service.getKey()).isNotEmpty();
            operations.addAll(found);
            for (String path : UNLISTED) {
                operations.add(new RestOperation(service.getKey(), "GET", path, List.of(), Set.of()));
            }
        }
        return operations;
    }

    private static String sha256(String token) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    }
}
