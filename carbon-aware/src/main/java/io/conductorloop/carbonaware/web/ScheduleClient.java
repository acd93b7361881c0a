package io.conductorloop.carbonaware.web;

import io.conductorloop.carbonaware.StartTimes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks {@code POST /api/v1/schedules} of an energy service. */
public final class ScheduleClient implements StartTimes {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleClient.class);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI schedules;
    private final String token;

    /**
     * A client.
     *
     * @param base of the energy service
     * @param token that it wants; empty for none
     */
    public ScheduleClient(URI base, String token) {
        this.schedules = URI.create(base.toString().replaceAll("/+$", "") + "/api/v1/schedules");
        this.token = token;
    }

    @Override
    public Optional<Instant> start(Duration duration, Instant deadline, String zone, Duration patience) {
        ObjectNode question =
                json.createObjectNode().put("duration", duration.toString()).put("deadline", deadline.toString());
        if (!zone.isEmpty()) {
            question.putArray("zones").add(zone);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(schedules)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(question)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return start(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{} cannot be asked", schedules, e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }

    private Optional<Instant> start(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            LOG.debug("{} answers {}", schedules, answer.statusCode());
            return Optional.empty();
        }
        try {
            String start = json.readTree(answer.body()).at("/windows/0/start").asString("");
            return Optional.of(Instant.parse(start));
        } catch (JacksonException | DateTimeException e) {
            LOG.debug("{} answers what is no plan", schedules, e);
            return Optional.empty();
        }
    }
}
