package io.conductorloop.ingest.web;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.feed.OutcomeFeed;
import io.conductorloop.ingest.feed.OutcomeFilter;
import io.conductorloop.ingest.feed.Subscription;
import io.conductorloop.ingest.feed.Subscription.Next;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends outcomes as server-sent events. Each listener has a virtual thread, which alone writes to it: a listener that reads
 * slowly holds up nobody and is dropped when its place in the feed is full.
 */
@RestController
@Tag(name = "Intents")
public class OutcomeStreamController {
    /** Never: a stream lasts until one side ends it. */
    private static final long NO_TIMEOUT = 0;

    private final OutcomeFeed feed;
    private final Duration heartbeat;
    private final int maxListeners;

    /**
     * A controller of this feed.
     *
     * @param heartbeat how long a stream may be silent
     * @param maxListeners how many may listen at once
     */
    public OutcomeStreamController(OutcomeFeed feed, Duration heartbeat, int maxListeners) {
        this.feed = feed;
        this.heartbeat = heartbeat;
        this.maxListeners = maxListeners;
    }

    @GetMapping(path = "/api/v1/intents/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Outcomes as they happen",
            description =
                    "Server-sent events: id is the intent's id, event its final state, data the intent as JSON with"
                            + " its outcome and reasons. Nothing is replayed: what ended before the stream began, or while a"
                            + " listener was away, is in the list. A comment is sent when nothing happens for a while; a"
                            + " listener that falls too far behind gets the event DROPPED and is sent away.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = "A parameter is malformed", content = @Content)
    @ApiResponse(responseCode = "503", description = "Too many listeners, or stopping", content = @Content)
    SseEmitter stream(
            @Parameter(description = "Only this final state") @RequestParam(required = false) @Nullable
                    IntentState state,
            @Parameter(description = "Only this target, as namespace/name", schema = @Schema(type = "string"))
                    @RequestParam(required = false)
                    @Nullable
                    Target target) {
        if (state != null && !state.isFinal()) {
            throw ProblemException.badRequest(Reason.of("parameter", "state: " + state + " is not final"));
        }
        if (feed.listeners() >= maxListeners) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE, "There are " + maxListeners + " listeners already", List.of());
        }
        Subscription subscription = feed.subscribe(new OutcomeFilter(state, target));
        var emitter = new SseEmitter(NO_TIMEOUT);
        emitter.onCompletion(subscription::close);
        emitter.onError(_ -> subscription.close());
        Thread.ofVirtual().name("outcome-stream").start(() -> write(subscription, emitter));
        return emitter;
    }

    private void write(Subscription subscription, SseEmitter emitter) {
        try (subscription) {
            // Goes out at once, so that the listener knows it is one.
            emitter.send(SseEmitter.event().comment("listening").reconnectTime(2_000));
            while (send(subscription.next(heartbeat), emitter)) {
                // Until there is nothing more to send.
            }
            emitter.complete();
        } catch (IOException | IllegalStateException _) {
            // The listener left; the container ends what it has of it, and may have done so already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    private static boolean send(Next next, SseEmitter emitter) throws IOException {
        return switch (next) {
            case Next.Finished(IntentFinished event) -> {
                emitter.send(SseEmitter.event()
                        .id(event.id().toString())
                        .name(event.state().name())
                        .data(IntentView.of(List.of(event)), MediaType.APPLICATION_JSON));
                yield true;
            }
            case Next.Quiet _ -> {
                emitter.send(SseEmitter.event().comment("quiet"));
                yield true;
            }
            case Next.Over(Subscription.End why) -> {
                if (why == Subscription.End.DROPPED) {
                    emitter.send(SseEmitter.event().name("DROPPED").data("{}", MediaType.APPLICATION_JSON));
                }
                yield false;
            }
        };
    }
}
