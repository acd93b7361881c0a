package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.testkit.processes.ServiceProcess;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises hold while each service in turn is killed in mid-stream and two ingest instances share the folder. */
class PromisesIT {
    private static final int INTENTS = 5_000;
    private static final int CHUNK = 250;
    private static final Duration TIME = Duration.ofMinutes(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    static List<Backing> backings() {
        return Backing.onThisMachine();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("backings")
    void holdWhileServicesAreKilled(Backing backing) throws Exception {
        try (Backing.Addresses addresses = backing.start(work);
                Suite suite = Suite.start(addresses.bootstrapServers(), addresses.redisUrl(), work);
                TopicReader topics = new TopicReader(addresses.bootstrapServers())) {
            // Given
            Workload workload = new Workload(suite.handoff, 42);
            List<ServiceProcess> victims =
                    List.of(suite.firstIngest, suite.validation, suite.executor, suite.secondIngest);
            int killEvery = INTENTS / (victims.size() + 1);

            // When
            int killed = 0;
            while (workload.dropped().size() < INTENTS) {
                workload.drop(CHUNK);
                topics.read();
                if (killed < victims.size() && workload.dropped().size() >= killEvery * (killed + 1)) {
                    ServiceProcess victim = victims.get(killed++);
                    victim.kill();
                    victim.start();
                }
            }
            Awaitility.await("an outcome for each file, in " + work)
                    .atMost(TIME)
                    .until(() -> {
                        topics.read();
                        return topics.finishedFiles.containsAll(workload.dropped());
                    });
            FolderEvidence folder = new FolderEvidence(suite.handoff, suite.packages);
            Awaitility.await("every file in its place, in " + work)
                    .atMost(TIME)
                    .until(() -> folder.left().isEmpty());
            topics.read();

            // Then
            Evidence evidence = folder.with(workload.dropped(), topics.received, topics.outcomes);
            System.out.printf(
                    "intents in %d, outcomes %s, copies %d%n",
                    workload.dropped().size(),
                    topics.outcomes.stream()
                            .collect(Collectors.groupingBy(outcome -> outcome.state(), Collectors.counting())),
                    topics.received.size() - workload.dropped().size());
            Promise.allHoldFor(evidence);
            assertThat(topics.outcomes)
                    .extracting(outcome -> outcome.state())
                    .contains(IntentState.EXECUTED, IntentState.DUPLICATE, IntentState.REJECTED);
        }
    }
}
