package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.feed.OutcomeFeed;
import io.conductorloop.ingest.stream.OutcomeBinding;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

/**
 * From the outcomes' topic to a browser. In a fresh context: one that was paused for another test class, and resumed, binds
 * its streams again, and then misses messages of the test binder.
 */
@RestSurface
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS)
class StreamOutcomesStreamTest {
    private static final IntentId ID = IntentId.parse("01933b7e-0000-7abc-bdef-0123456789ab");
    private static final Target ODU = new Target("oran-odu", "odu-high-phy");
    private static final Target UPF = new Target("core", "upf");

    @Autowired
    private InputDestination topic;

    @Autowired
    private EventCodec codec;

    @Autowired
    private OutcomeFeed feed;

    @Autowired
    private BindingsLifecycleController bindings;

    private final List<Listener> listeners = new ArrayList<>();
    private Caller caller;

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
    }

    @AfterEach
    void leave() {
        listeners.forEach(Listener::close);
        await().until(() -> feed.listeners() == 0 && !bindingRuns());
    }

    @Test
    void consumesOnlyWhileSomebodyListens() throws Exception {
        assertThat(bindingRuns()).isFalse();

        Listener first = listen("");
        await().until(this::bindingRuns);
        Listener second = listen("");
        first.close();
        await().until(() -> feed.listeners() == 1);
        assertThat(bindingRuns()).isTrue();
        second.close();

        await().until(() -> !bindingRuns());
    }

    @Test
    void sendsEachOutcomeAsAnEvent() throws Exception {
        // Given
        Listener listener = listen("");
        await().until(this::bindingRuns);

        // When
        send(finished(ODU, new Outcome.Rejected(List.of(new Reason("maximum", "/replicas", "200 is more than 100")))));

        // Then
        await().until(() -> listener.lines().contains("event:REJECTED"));
        assertThat(listener.lines())
                .contains("id:" + ID)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("data:{")
                        .contains("\"state\":\"REJECTED\"", "\"rule\":\"maximum\"", "\"pointer\":\"/replicas\""));
    }

    @Test
    void sendsEachListenerOnlyWhatItWants() throws Exception {
        // Given
        Listener upf = listen("?target=core/upf");
        Listener failed = listen("?state=FAILED");
        await().until(this::bindingRuns);

        // When
        send(
                finished(ODU, new Outcome.Executed("a", "v1")),
                finished(UPF, new Outcome.Executed("b", "v1")),
                finished(ODU, new Outcome.Failed(Reason.of("timeout", "no answer"), 3)));

        // Then
        await().until(() -> upf.events().size() == 1 && failed.events().size() == 1);
        assertThat(upf.events()).containsExactly("event:EXECUTED");
        assertThat(failed.events()).containsExactly("event:FAILED");
    }

    @Test
    void showsThatItLivesWhileNothingHappens() throws Exception {
        Listener listener = listen("");

        await().until(() -> listener.lines().contains(":quiet"));

        assertThat(listener.lines()).startsWith(":listening");
    }

    @Test
    void passesOverWhatItCannotRead() throws Exception {
        // Given
        Listener listener = listen("");
        await().until(this::bindingRuns);

        // When
        topic.send(
                InboundBatch.of(List.of(
                        new InboundRecord(0, 1, null, "no event".getBytes(), Map.of()),
                        new InboundRecord(
                                0, 2, null, codec.encode(finished(ODU, new Outcome.Executed("a", "v1"))), Map.of()))),
                "outcomes");

        // Then
        await().until(() -> listener.events().size() == 1);
        assertThat(listener.events()).containsExactly("event:EXECUTED");
    }

    @Test
    void refusesAStateThatIsNoEndAndListenersBeyondTheLimit() throws Exception {
        caller.get("/api/v1/intents/stream?state=ACCEPTED").isProblem(400, "parameter", "");
        caller.get("/api/v1/intents/stream?state=X").isProblem(400, "parameter", "");
        listen("");
        listen("");

        caller.get("/api/v1/intents/stream").isProblem(503);
    }

    private boolean bindingRuns() {
        return bindings.queryState(OutcomeBinding.NAME).getFirst().isRunning();
    }

    private void send(IntentFinished... finished) {
        List<InboundRecord> records = new ArrayList<>();
        for (IntentFinished one : finished) {
            records.add(new InboundRecord(0, records.size(), null, codec.encode(one), Map.of()));
        }
        topic.send(InboundBatch.of(records), "outcomes");
    }

    private Listener listen(String query) throws Exception {
        HttpResponse<InputStream> response =
                caller.client().send(caller.to("/api/v1/intents/stream" + query).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        Listener listener = new Listener(response.body(), new CopyOnWriteArrayList<>());
        listeners.add(listener);
        Thread.ofVirtual().start(listener::read);
        return listener;
    }

    private static IntentFinished finished(Target target, Outcome outcome) {
        return new IntentFinished(ID, Instant.EPOCH, "executor", 7, RecordHeaders.REST_SOURCE, null, target, outcome);
    }

    /** What a listener has read so far. */
    private record Listener(InputStream body, List<String> lines) {
        private void read() {
            try (Stream<String> all = new BufferedReader(new InputStreamReader(body)).lines()) {
                all.filter(line -> !line.isEmpty()).forEach(lines::add);
            } catch (UncheckedIOException e) {
                lines.add("left");
            }
        }

        private List<String> events() {
            return lines.stream().filter(line -> line.startsWith("event:")).toList();
        }

        private void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
