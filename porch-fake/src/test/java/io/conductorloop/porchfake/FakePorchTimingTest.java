package io.conductorloop.porchfake;

import static io.conductorloop.porchfake.Client.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.conductorloop.porchfake.Client.Said;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Locks, watches, faults and v1alpha2; the sections are those of the notes on Porch's API. */
class FakePorchTimingTest {
    private static final Latencies SLOW = Latencies.RECORDED.times(0.5);

    // 1.5 Status codes: 409 comes from the lock in the process alone

    @Test
    void answers409OnlyWhileAnotherRequestIsAtTheSameObject() throws Exception {
        try (FakePorch porch = fake(SLOW);
                Client client = new Client(porch)) {
            // When
            List<CompletableFuture<Said>> both = List.of(
                    client.later("POST", "/packagerevisions", draft("a", "odu", "w1")),
                    client.later("POST", "/packagerevisions", draft("a", "odu", "w1")));
            CompletableFuture.allOf(both.toArray(new CompletableFuture<?>[0])).get();
            Said later = client.create(draft("a", "odu", "w1"));

            // Then
            assertThat(both).extracting(said -> said.join().status()).containsExactlyInAnyOrder(201, 409);
            assertThat(both)
                    .filteredOn(said -> said.join().status() == 409)
                    .allSatisfy(said ->
                            assertThat(said.join().message()).contains("another request is already in progress"));
            assertThat(later.status()).isEqualTo(500);
        }
    }

    // 1.9 Where the time goes: one exclusive lock for each git address, reads included

    @Test
    void doesOneThingAtATimeAtOneGitAddressAndManyAtMany() {
        try (FakePorch porch = fake(SLOW);
                Client client = new Client(porch)) {
            // Given
            porch.register(Repository.named("same").at(Repository.named("a").url()));

            // When
            Duration apart = time(
                    client.later("POST", "/packagerevisions", draft("a", "one", "w1")),
                    client.later("POST", "/packagerevisions", draft("b", "one", "w1")));
            Duration together = time(
                    client.later("POST", "/packagerevisions", draft("a", "two", "w1")),
                    client.later("POST", "/packagerevisions", draft("same", "two", "w1")));

            // Then
            assertThat(together)
                    .isGreaterThan(SLOW.create().multipliedBy(2).multipliedBy(4).dividedBy(5));
            assertThat(apart).isLessThan(together);
        }
    }

    @Test
    void readsBehindAPush() {
        try (FakePorch porch = fake(SLOW);
                Client client = new Client(porch)) {
            // Given
            String name = client.create(draft("a", "odu", "w1")).meta("name");
            CompletableFuture<Said> pushing = client.later("PATCH", "/packagerevisions/" + name, lifecycle("Proposed"));
            await().until(() -> porch.underWay() == 1);

            // When
            Said read = client.get(name);

            // Then
            assertThat(read.spec("lifecycle").asString()).isEqualTo("Proposed");
            assertThat(pushing.join().status()).isEqualTo(200);
        }
    }

    @Test
    void takesWhatIsOnRecord() {
        try (FakePorch porch = fake(Latencies.RECORDED);
                Client client = new Client(porch)) {
            // Given
            long start = System.nanoTime();

            // When
            client.publish(draft("a", "odu", "w1"));

            // Then
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(taken).isBetween(Duration.ofMillis(1373), Duration.ofMillis(2060 + 1000));
        }
    }

    // 1.7 Watch

    @Test
    void sendsEverythingAgainToWhoWatchesAnew() throws Exception {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            client.create(draft("a", "odu", "w1"));
            client.create(draft("a", "cu", "w1"));

            for (int connection = 0; connection < 2; connection++) {
                // When
                List<String> seen = new ArrayList<>();
                try (Stream<JsonNode> events =
                        client.watch("resourceVersion=0&sendInitialEvents=true&fieldSelector=spec.packageName%3Dodu")) {
                    events.limit(2).forEach(event -> seen.add(event.path("type").asString()));
                }

                // Then
                assertThat(seen).containsExactly("ADDED", "BOOKMARK");
            }
        }
    }

    @Test
    void tellsWhoWatchesWhatHappens() throws Exception {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            String name = client.create(draft("a", "odu", "w1")).meta("name");
            List<String> seen = new ArrayList<>();

            // When
            try (Stream<JsonNode> events = client.watch("")) {
                client.move(name, "Proposed");
                client.delete(name);
                events.limit(3).forEach(event -> seen.add(event.path("type").asString()));
            }

            // Then
            assertThat(seen).containsExactly("ADDED", "MODIFIED", "DELETED");
        }
    }

    // 2 v1alpha2

    @Test
    void worksAfterTheAnswerInTheSecondVersion() {
        try (FakePorch porch = fake(SLOW);
                Client client = new Client(porch)) {
            // Given
            porch.register(Repository.named("new").inVersion2());
            ObjectNode made = draft("new", "odu", "w1");
            made.withObject("/metadata").put("name", "new.odu.w1");
            made.withObject("/spec").putObject("source").putObject("init");

            // When
            Said created = client.send("POST", "v1alpha2", "/packagerevisions", made);
            Said again = client.send("POST", "v1alpha2", "/packagerevisions", made);

            // Then
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.body().path("status").has("conditions")).isFalse();
            assertThat(again.status()).isEqualTo(409);
            await().until(() -> client.send("GET", "v1alpha2", "/packagerevisions/new.odu.w1", null)
                    .body()
                    .path("status")
                    .has("conditions"));
            assertThat(client.send("PUT", "v1alpha2", "/packagerevisions/new.odu.w1/approval", made)
                            .status())
                    .isEqualTo(404);
            assertThat(client.files("new.odu.w1").status()).isEqualTo(200);
        }
    }

    // Faults on order

    @ParameterizedTest
    @CsvSource({"500, true", "500, false", "504, true"})
    void failsBeforeOrAfterTheEffect(int status, boolean after) {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            once(porch, after ? Fault.afterwards(status, "git is on fire") : Fault.instead(status, "git is on fire"));

            // When
            Said said = client.create(draft("a", "odu", "w1"));

            // Then
            assertThat(said.status()).isEqualTo(status);
            assertThat(client.get("a.odu.w1").status()).isEqualTo(after ? 200 : 404);
        }
    }

    @Test
    void saysWhenToComeAgainWhenThereIsTooMuchToDo() {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            once(porch, new Fault.TooMany(Duration.ofSeconds(3)));

            // When
            Said said = client.create(draft("a", "odu", "w1"));

            // Then
            assertThat(said.status()).isEqualTo(429);
            assertThat(said.response().headers().firstValue("Retry-After")).hasValue("3");
            assertThat(client.get("a.odu.w1").status()).isEqualTo(404);
        }
    }

    @Test
    void losesTheAnswerAfterTheWork() {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            once(porch, new Fault.DropAnswer());

            // When
            assertThatThrownBy(() -> client.create(draft("a", "odu", "w1"))).isInstanceOf(UncheckedIOException.class);

            // Then
            assertThat(client.get("a.odu.w1").status()).isEqualTo(200);
        }
    }

    @Test
    void holdsTheAnswerBackAfterTheWork() {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            once(porch, new Fault.Hang());

            // When
            CompletableFuture<Said> hanging = client.later("POST", "/packagerevisions", draft("a", "odu", "w1"));

            // Then
            await().until(() -> client.get("a.odu.w1").status() == 200);
            assertThat(hanging).isNotDone();
        }
    }

    @Test
    void holdsTheLockLonger() {
        try (FakePorch porch = fake(Latencies.NONE);
                Client client = new Client(porch)) {
            // Given
            once(porch, new Fault.SlowLock(Duration.ofMillis(300)));

            // When
            Duration taken = time(client.later("POST", "/packagerevisions", draft("a", "odu", "w1")));

            // Then
            assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void endsRequestsUnderWayWithoutEffectWhenItIsStartedAgain() {
        try (FakePorch porch = fake(SLOW);
                Client client = new Client(porch)) {
            // Given
            client.create(draft("a", "before", "w1"));
            CompletableFuture<Said> caught = client.later("POST", "/packagerevisions", draft("a", "odu", "w1"));
            await().until(() -> porch.underWay() == 1);

            // When
            porch.restart(Duration.ofMillis(20));

            // Then
            assertThat(caught).failsWithin(Duration.ofSeconds(10));
            await().ignoreExceptions().until(() -> client.get("a.before.w1").status() == 200);
            assertThat(client.get("a.odu.w1").status()).isEqualTo(404);
        }
    }

    @Test
    void ordersEveryKindOfFaultAndTheSameOnesForASeed() {
        // Given
        RandomFaults one = new RandomFaults(5, 0.5, Duration.ZERO);
        RandomFaults same = new RandomFaults(5, 0.5, Duration.ZERO);

        // When
        for (int i = 0; i < 500; i++) {
            assertThat(one.next("PUT approval")).isEqualTo(same.next("PUT approval"));
        }

        // Then
        assertThat(one.made()).containsOnlyKeys(RandomFaults.Kind.values());
        assertThat(one.next("GET repositories")).isEqualTo(new Fault.None());
    }

    private static FakePorch fake(Latencies latencies) {
        FakePorch porch = new FakePorch(0, latencies, 7);
        porch.register(Repository.named("a"));
        porch.register(Repository.named("b"));
        return porch;
    }

    private static void once(FakePorch porch, Fault fault) {
        AtomicInteger left = new AtomicInteger(1);
        porch.faults(
                what -> what.equals("POST packagerevisions") && left.getAndDecrement() > 0 ? fault : new Fault.None());
    }

    private static ObjectNode lifecycle(String lifecycle) {
        ObjectNode patch = Client.JSON.createObjectNode();
        patch.putObject("spec").put("lifecycle", lifecycle);
        return patch;
    }

    private static Duration time(CompletableFuture<?>... requests) {
        long start = System.nanoTime();
        CompletableFuture.allOf(requests).join();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
