package io.conductorloop.executor.kubernetes;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.PorchFailure;
import io.conductorloop.messaging.tracing.Tracing;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The Kubernetes API as this service uses it: one request, one reply, no repetition. The server says 500 to much that will never
 * succeed and goes on with work that nobody waits for, so only who knows what was asked can say whether to ask again. The one
 * exception is a 401, which says that nothing was done: it is asked once more with credentials read again.
 */
public final class ClusterApi implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String JSON = "application/json";
    private static final String MERGE = "application/merge-patch+json";

    private final ClusterAccess access;
    private final String namespace;
    private final Duration timeout;
    private final InstantSource clock;
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /** @throws IllegalArgumentException with a sentence for the operator when the settings lead nowhere */
    public ClusterApi(ClusterSettings settings, InstantSource clock) {
        this.access = ClusterAccess.open(settings, System::nanoTime);
        this.namespace = settings.namespace();
        this.timeout = settings.timeout();
        this.clock = clock;
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads);
        SSLContext tls = access.tls();
        http = (tls == null ? client : client.sslContext(tls)).build();
    }

    /** Where the API is. */
    public URI server() {
        return access.server();
    }

    String namespace() {
        return namespace;
    }

    JsonMapper json() {
        return mapper;
    }

    Reply get(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("GET", parameters.isEmpty() ? path : path + "?" + parameters, JSON, null);
    }

    Reply post(String path, JsonNode body) {
        return send("POST", path, JSON, body);
    }

    Reply put(String path, JsonNode body) {
        return send("PUT", path, JSON, body);
    }

    Reply merge(String path, JsonNode patch) {
        return send("PATCH", path, MERGE, patch);
    }

    Reply delete(String path) {
        return send("DELETE", path, JSON, null);
    }

    /** What a reply means for a call; {@code read} makes the value of a success, and null what cannot be understood. */
    <T> Answer<T> answer(PorchCall call, Reply reply, Function<Reply.Answered, @Nullable T> read) {
        return switch (reply) {
            case Reply.TimedOut _ -> PorchFailure.timeout(call, timeout);
            case Reply.Lost(String why) -> PorchFailure.unreachable(call, why);
            case Reply.Answered answered
            when answered.isSuccess() -> {
                T value = read.apply(answered);
                yield value == null
                        ? PorchFailure.unreachable(call, "the answer is not what Porch answers")
                        : new Answer.Done<>(value);
            }
            case Reply.Answered answered ->
                PorchFailure.classify(call, answered.status(), answered.message(), answered.retryAfter());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdown();
    }

    private Reply send(String method, String path, String type, @Nullable JsonNode body) {
        byte[] bytes = body == null ? null : mapper.writeValueAsBytes(body);
        Reply reply = exchange(method, path, type, bytes);
        if (reply instanceof Reply.Answered answered && answered.status() == 401) {
            access.renew();
            return exchange(method, path, type, bytes);
        }
        return reply;
    }

    private Reply exchange(String method, String path, String type, byte @Nullable [] bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(access.server().resolve(path))
                .timeout(timeout)
                .header("Accept", JSON)
                .header("User-Agent", "conductor-loop")
                .method(method, bytes == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        if (bytes != null) {
            request.header("Content-Type", type);
        }
        if (Tracing.TRACEPARENT.isBound()) {
            request.header("traceparent", Tracing.TRACEPARENT.get());
        }
        access.authorization().ifPresent(value -> request.header("Authorization", value));
        // The request's own timeout ends where the body of the answer begins.
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(request.build(), BodyHandlers.ofByteArray());
        try {
            return read(coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Reply.TimedOut();
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Lost("interrupted");
        } finally {
            coming.cancel(true);
        }
    }

    private static Reply failed(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ -> new Reply.TimedOut();
            case IOException e ->
                new Reply.Lost(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            case RuntimeException e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    private Reply read(HttpResponse<byte[]> response) {
        return new Reply.Answered(
                response.statusCode(), tree(response.body()), serverTime(response), retryAfter(response));
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private Instant serverTime(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(clock::instant);
        } catch (DateTimeException e) {
            return clock.instant();
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }
}
