package io.conductorloop.energy.json;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one data service, and waits for no answer longer than some seconds. One that gives none is not asked anything for a
 * pause, so that being dead costs one wait a pause and not one a question. When it says that it is asked too often (429), it
 * is not asked for as long as it wants, or for a time that doubles with each such answer on end.
 */
final class GridApi {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TOO_OFTEN = 429;

    /** So that months of the past, asked for in parts, keep nobody else from asking, and what is read at once is bounded. */
    private static final int AT_ONCE = 2;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final JsonMapper json = new JsonMapper();
    private final URI base;
    private final Duration afterSilence;
    private final InstantSource clock;
    private final Semaphore asking = new Semaphore(AT_ONCE, true);
    private Instant pausedUntil = Instant.MIN;
    private String whyPaused = "";
    private Duration pause = FIRST_PAUSE;

    /** What came of a question. */
    sealed interface Reply {
        /** An answer of status 200. */
        record Answer(JsonNode body) implements Reply {}

        /** Another status. */
        record Refused(int status) implements Reply {}

        /** No answer, or none that can be read. */
        record Failed(String reason) implements Reply {}
    }

    /** @param afterSilence for how long nothing is asked once an answer did not come */
    GridApi(URI base, Duration afterSilence, InstantSource clock) {
        this.base = URI.create(base.toString().replaceAll("/+$", "") + "/");
        this.afterSilence = afterSilence;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param path below the base, with its query
     */
    Reply get(String path, Map<String, String> headers) {
        try {
            if (!asking.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Reply.Failed("is busy with other questions");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Failed("was not waited for");
        }
        try {
            return ask(path, headers);
        } finally {
            asking.release();
        }
    }

    private Reply ask(String path, Map<String, String> headers) {
        Instant now = clock.instant();
        synchronized (this) {
            if (now.isBefore(pausedUntil)) {
                return new Reply.Failed(whyPaused + ", and not asked again until " + pausedUntil);
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        request.header("Accept", "application/json");
        headers.forEach(request::header);
        // The client's own time limit ends with the headers; a body that does not come would be waited for without one.
        BoundedBody body = new BoundedBody();
        CompletableFuture<HttpResponse<Void>> answer =
                http.sendAsync(request.build(), BodyHandlers.ofByteArrayConsumer(body));
        try {
            return reply(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), body, now);
        } catch (ExecutionException e) {
            return silent("cannot be reached: " + e.getCause());
        } catch (TimeoutException e) {
            return silent("did not answer within " + PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Failed("was not waited for");
        } finally {
            answer.cancel(true);
        }
    }

    private synchronized Reply silent(String why) {
        whyPaused = why;
        pausedUntil = clock.instant().plus(afterSilence);
        return new Reply.Failed(why);
    }

    private Reply reply(HttpResponse<?> response, BoundedBody body, Instant now) {
        int status = response.statusCode();
        if (status == TOO_OFTEN) {
            return new Reply.Failed("asked too often, and not again until " + backOff(response, now));
        }
        if (status != 200) {
            return new Reply.Refused(status);
        }
        synchronized (this) {
            pause = FIRST_PAUSE;
        }
        Optional<byte[]> bytes = body.bytes();
        if (bytes.isEmpty()) {
            return new Reply.Failed("answers with more than " + BoundedBody.MOST + " bytes");
        }
        try {
            return new Reply.Answer(json.readTree(bytes.get()));
        } catch (JacksonException e) {
            return new Reply.Failed("answers no JSON: " + e.getOriginalMessage());
        }
    }

    private synchronized Instant backOff(HttpResponse<?> response, Instant now) {
        Duration wanted = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        pausedUntil = now.plus(wanted);
        whyPaused = "asked too often";
        return pausedUntil;
    }
}
