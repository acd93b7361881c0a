package io.conductorloop.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageCatalog.Revision;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.kubernetes.VersionedRevisions.Version;
import io.conductorloop.executor.porch.Approval;
import io.conductorloop.executor.porch.FaultyRevisions;
import io.conductorloop.executor.porch.FaultyRevisions.Death;
import io.conductorloop.executor.porch.GitTurns;
import io.conductorloop.executor.porch.LeftoverSweep;
import io.conductorloop.executor.porch.PackageRevisions;
import io.conductorloop.executor.porch.Placements;
import io.conductorloop.executor.porch.PorchCatalog;
import io.conductorloop.executor.porch.PorchMetrics;
import io.conductorloop.executor.porch.PorchPackageStore;
import io.conductorloop.executor.porch.PorchSettings;
import io.conductorloop.porchfake.FakePorch;
import io.conductorloop.porchfake.Fault;
import io.conductorloop.porchfake.Repository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executors that die over a server that fails: each intent ends once, in order, and no draft stays. */
class WireFaultsTest {
    private static final List<String> REPOSITORIES = List.of("edge-01", "edge-02", "edge-03", "edge-04");
    private static final int PACKAGES = 24;
    private static final List<Fault> FAULTS = List.of(
            new Fault.DropAnswer(),
            new Fault.Hang(),
            Fault.instead(500, "remote hung up"),
            Fault.instead(504, "request did not complete within the allowed timeout"),
            Fault.instead(500, "the object has been modified"),
            Fault.instead(409, "another request is already in progress"));

    private final Map<IntentId, Effect> ended = new ConcurrentHashMap<>();
    private final AtomicInteger deaths = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true"})
    void losesNothingAndDoublesNothing(long seed, boolean migrated) throws Exception {
        try (FakePorch server = new FakePorch();
                ClusterApi api = api(server, Duration.ofMillis(400))) {
            // Given
            REPOSITORIES.forEach(name -> server.register(repository(name, migrated)));
            Random chance = new Random(seed);
            server.faults(what -> chance.nextInt(100) < 6 && !what.endsWith("repositories")
                    ? FAULTS.get(chance.nextInt(FAULTS.size()))
                    : new Fault.None());
            List<Callable<Void>> packages = new ArrayList<>();
            for (int i = 0; i < PACKAGES; i++) {
                int number = i;
                packages.add(() -> write(api, number, seed));
            }

            // When
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Void> done : threads.invokeAll(packages)) {
                    done.get();
                }
            }
            server.faults(_ -> new Fault.None());
            PackageRevisions quiet = guarded(api);
            List.of("executor-0", "executor-1")
                    .forEach(instance -> new LeftoverSweep(
                                    quiet, settings(instance), () -> Set.copyOf(REPOSITORIES), _ -> false)
                            .run());

            // Then
            assertThat(deaths).as("seed %d", seed).hasPositiveValue();
            assertThat(ended).hasSize(PACKAGES * 12);
            assertThat(ended.values()).hasOnlyElementsOfTypes(Effect.InRevision.class, Effect.Outrun.class);
            ListedRepositories repositories = new ListedRepositories(api, Duration.ofSeconds(1), System::nanoTime);
            PorchCatalog catalog = new PorchCatalog(
                    quiet,
                    repositories,
                    guarded(api),
                    REPOSITORIES,
                    Placements.over(quiet, repositories, REPOSITORIES));
            for (int i = 0; i < PACKAGES; i++) {
                assertHistory(catalog.history("ran-" + i, null).orElseThrow().revisions(), i);
            }
        }
    }

    private void assertHistory(List<Revision> revisions, int number) {
        assertThat(revisions).extracting(Revision::lifecycle).containsOnly("published");
        List<String> effected = revisions.reversed().stream()
                .flatMap(revision -> revision.intents().stream())
                .toList();
        assertThat(effected).doesNotHaveDuplicates();
        ended.forEach((id, effect) -> {
            if (id.compareTo(Planned.id(1000L * number)) >= 0 && id.compareTo(Planned.id(1000L * number + 12)) < 0) {
                assertThat(effected.contains(id.toString())).isEqualTo(effect instanceof Effect.InRevision);
            }
        });
        for (int target = 0; target < 3; target++) {
            int wanted = target;
            assertThat(effected.stream()
                            .map(IntentId::parse)
                            .filter(id -> (id.value().getLeastSignificantBits() & 0xffff) % 1000 % 3 == wanted))
                    .isSorted();
        }
    }

    /** Brings the package's intents in, in their order, a few at a time, by two executors in turn that die now and then. */
    private Void write(ClusterApi api, int number, long seed) {
        Random random = new Random(31 * seed + number);
        List<PlannedIntent> open = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            open.add(Planned.scaling()
                    .of("ran-" + number, "odu-" + i % 3)
                    .to(1 + i)
                    .at(1000L * number + i));
        }
        for (int round = 0; !open.isEmpty() && round < 200; round++) {
            FaultyRevisions mortal = new FaultyRevisions(guarded(api)).failAtRandom(random, 0.02);
            ListedRepositories repositories = new ListedRepositories(api, Duration.ofSeconds(1), System::nanoTime);
            PorchPackageStore store = new PorchPackageStore(
                    mortal,
                    repositories,
                    settings("executor-" + random.nextInt(2)),
                    Placements.over(mortal, repositories, REPOSITORIES),
                    new GitTurns(2),
                    System::nanoTime,
                    new Random(round));
            try {
                store.apply(List.of(batch(open, random, number))).forEach((id, effect) -> {
                    if (!(effect instanceof Effect.Unavailable)) {
                        ended.put(id, effect);
                    }
                });
                open.removeIf(intent -> ended.containsKey(intent.id()));
            } catch (Death death) {
                deaths.incrementAndGet();
            }
        }
        return null;
    }

    private static PackageChange batch(List<PlannedIntent> open, Random random, int number) {
        Map<String, PlannedIntent> oldest = new HashMap<>();
        open.stream()
                .limit(1 + random.nextInt(5))
                .forEach(intent -> oldest.putIfAbsent(intent.intent().target().name(), intent));
        return new PackageChange(
                "ran-" + number,
                oldest.values().stream()
                        .sorted((one, other) -> Long.compare(one.sequence(), other.sequence()))
                        .toList());
    }

    private static PackageRevisions revisions(ClusterApi api) {
        return new VersionedRevisions(
                new V1alpha1Revisions(api),
                new V1alpha2Revisions(api),
                new ListedRepositories(api, Duration.ofSeconds(1), System::nanoTime),
                Version.AUTO);
    }

    private static GuardedRevisions guarded(ClusterApi api) {
        return new GuardedRevisions(revisions(api), 8, Duration.ofMillis(50), PorchMetrics.NONE);
    }

    private static PorchSettings settings(String instance) {
        return new PorchSettings(
                REPOSITORIES,
                instance,
                Duration.ofSeconds(2),
                Duration.ofMillis(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(1),
                Duration.ofMillis(10),
                Approval.AUTO);
    }

    private static ClusterApi api(FakePorch server, Duration timeout) {
        return new ClusterApi(
                new ClusterSettings(null, null, server.address(), null, null, "ran", timeout), InstantSource.system());
    }

    private static Repository repository(String name, boolean migrated) {
        Repository repository = Repository.named(name);
        return migrated ? repository.inVersion2() : repository;
    }
}
