package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.porchfake.FakePorch;
import io.conductorloop.porchfake.FaultPlan;
import io.conductorloop.porchfake.Latencies;
import io.conductorloop.porchfake.RandomFaults;
import io.conductorloop.porchfake.Repository;
import io.conductorloop.testkit.processes.ServiceProcess;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises hold over a Porch that fails in every way it has, while an executor is killed again and again, with another one
 * beside it. {@code conductor.porch.intents}, {@code conductor.porch.kills} and {@code conductor.porch.seed} set size and chance.
 */
class PorchPromisesIT {
    private static final int INTENTS = Integer.getInteger("conductor.porch.intents", 600);
    private static final int KILLS = Integer.getInteger("conductor.porch.kills", 3);
    private static final long SEED = Long.getLong("conductor.porch.seed", 20);
    private static final List<String> REPOSITORIES = List.of("edge-01", "edge-02", "edge-03", "edge-04");
    private static final double FAULTY_SHARE = 0.06;
    private static final int CHUNK = 25;
    private static final Duration TIME = Duration.ofMinutes(2).plusMillis(60L * INTENTS);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void holdOverAPorchThatFailsWhileExecutorsAreKilled() throws Exception {
        try (FakePorch porch = new FakePorch(0, Latencies.RECORDED.times(0.02), SEED);
                Backing.Addresses addresses = Backing.EMBEDDED.start(work)) {
            // Given
            REPOSITORIES.forEach(name -> porch.register(Repository.named(name)));
            RandomFaults faults = new RandomFaults(SEED, FAULTY_SHARE, Duration.ofMillis(300));
            porch.faults(faults);
            Map<String, String> properties = properties(addresses, porch);
            try (Suite suite = Suite.start(properties, work);
                    ServiceProcess other =
                            ServiceProcess.start("executor-service", work.resolve("logs/executor-2.log"), properties);
                    TopicReader topics = new TopicReader(addresses.bootstrapServers())) {
                other.awaitReady();
                Workload workload = new Workload(suite.handoff, SEED);

                // When
                int killed = 0;
                Instant late = Instant.now().plus(TIME);
                while (workload.dropped().size() < INTENTS || killed < KILLS) {
                    if (workload.dropped().size() < INTENTS) {
                        workload.drop(
                                Math.min(CHUNK, INTENTS - workload.dropped().size()));
                    }
                    topics.read();
                    assertThat(Instant.now()).as("intents end, in %s", work).isBefore(late);
                    // Once some intents have ended since, so that it is in the middle of something.
                    if (killed < KILLS && topics.finishedFiles.size() > INTENTS / (KILLS + 1) * killed) {
                        killed++;
                        suite.executor.kill();
                        suite.executor.start();
                        suite.executor.awaitReady();
                    }
                }
                Awaitility.await("an outcome for each file, in " + work)
                        .atMost(TIME)
                        .until(() -> {
                            topics.read();
                            return topics.finishedFiles.containsAll(workload.dropped());
                        });
                porch.faults(FaultPlan.NONE);
                FolderEvidence folder = new FolderEvidence(suite.handoff, suite.packages);
                Awaitility.await("every file in its place, in " + work)
                        .atMost(TIME)
                        .until(() -> folder.left().isEmpty());
                PorchRevisions revisions = new PorchRevisions(porch.address());

                // Then
                Awaitility.await("no draft left behind, in " + work)
                        .atMost(Duration.ofSeconds(40))
                        .untilAsserted(() -> assertThat(revisions.drafts()).isEmpty());
                topics.read();
                Evidence evidence = folder.with(
                        workload.dropped(), topics.received, topics.outcomes, revisions.effects(topics.received));
                System.out.printf(
                        "intents %d, kills %d, outcomes %s, revisions %d, faults %s%n",
                        workload.dropped().size(),
                        killed,
                        topics.outcomes.stream()
                                .collect(Collectors.groupingBy(outcome -> outcome.state(), Collectors.counting())),
                        revisions.published().size(),
                        faults.made());
                Promise.allHoldFor(evidence);
                assertThat(topics.outcomes)
                        .extracting(outcome -> outcome.state())
                        .contains(IntentState.EXECUTED)
                        .doesNotContain(IntentState.FAILED);
                assertThat(faults.made().values().stream()
                                .mapToLong(made -> made)
                                .sum())
                        .as("faults, seed %d", SEED)
                        .isGreaterThan(revisions.published().size() / 10);
            }
        }
    }

    private static Map<String, String> properties(Backing.Addresses addresses, FakePorch porch) {
        Map<String, String> properties =
                OverPorch.properties(addresses.bootstrapServers(), addresses.redisUrl(), porch, REPOSITORIES);
        properties.put("conductor.executor.package-per", "namespace");
        properties.put("conductor.executor.retry.max-attempts", "1000");
        properties.put("conductor.executor.retry.first", "100ms");
        properties.put("conductor.executor.retry.longest", "1s");
        properties.put(OverPorch.STORE + "porch.timeout", "1s");
        properties.put(OverPorch.STORE + "porch.lease", "4s");
        properties.put(OverPorch.STORE + "porch.wait-for-others", "500ms");
        properties.put(OverPorch.STORE + "porch.breaker.rest", "500ms");
        return properties;
    }
}
