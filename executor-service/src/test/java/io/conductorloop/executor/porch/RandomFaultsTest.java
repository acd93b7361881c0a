package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.Facet;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.FacetFile;
import io.conductorloop.executor.packages.HeldFacet;
import io.conductorloop.executor.porch.FaultyRevisions.Death;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong: every intent ends, once, in order, and nothing is left behind. */
class RandomFaultsTest {
    private static final String REPOSITORY = "edge-01";
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final InMemoryPorch porch = new InMemoryPorch(REPOSITORY);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void losesNothingAndDoublesNothing(long seed) {
        // Given
        Random random = new Random(seed);
        List<PlannedIntent> open = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            open.add(Planned.scaling()
                    .of("ran-" + i % 3, "odu-" + i % 5)
                    .to(1 + i % 90)
                    .at(i));
        }
        List<PlannedIntent> all = List.copyOf(open);
        Map<IntentId, Effect> ended = new HashMap<>();

        // When
        for (int round = 0; !open.isEmpty() && round < 5000; round++) {
            PackageChange change = batch(open, random);
            PackageStore store = store(
                    "executor-" + random.nextInt(3),
                    new FaultyRevisions(porch).failAtRandom(random, 0.1),
                    Duration.ZERO,
                    random.nextLong());
            try {
                store.apply(List.of(change)).forEach((id, effect) -> {
                    if (!(effect instanceof Effect.Unavailable)) {
                        ended.put(id, effect);
                    }
                });
                open.removeIf(intent -> ended.containsKey(intent.id()));
            } catch (Death death) {
                porch.pass(Duration.ofSeconds(20));
            }
            porch.pass(Duration.ofSeconds(20));
        }
        porch.pass(LEASE.plusSeconds(1));
        new LeftoverSweep(porch, settings("executor-0", Duration.ZERO), () -> Set.of(REPOSITORY), _ -> false).run();

        // Then
        assertThat(ended).as("seed %d", seed).hasSize(all.size());
        assertThat(ended.values()).hasOnlyElementsOfTypes(Effect.InRevision.class, Effect.Outrun.class);
        List<IntentId> effected = effected();
        assertThat(effected).as("seed %d", seed).doesNotHaveDuplicates();
        ended.forEach((id, effect) -> assertThat(effected.contains(id)).isEqualTo(effect instanceof Effect.InRevision));
        assertNewest(all);
        assertThat(porch.open()).isEmpty();
    }

    @Test
    void keepsWhatExecutorsWriteIntoOnePackageAtTheSameTime() throws Exception {
        // Given
        List<PlannedIntent> all = new ArrayList<>();
        List<Callable<Void>> executors = new ArrayList<>();
        for (int executor = 0; executor < 4; executor++) {
            List<PlannedIntent> mine = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                mine.add(Planned.scaling()
                        .of("ran-0", "odu-" + executor)
                        .to(1 + i)
                        .at(100L * executor + i));
            }
            all.addAll(mine);
            PackageStore store = store("executor-" + executor, porch, Duration.ofMillis(3), executor);
            executors.add(() -> {
                for (PlannedIntent intent : mine) {
                    Effect effect = new Effect.Unavailable(null);
                    for (int tries = 0; tries < 200 && effect instanceof Effect.Unavailable; tries++) {
                        effect = store.apply(List.of(new PackageChange("ran-0", List.of(intent))))
                                .get(intent.id());
                    }
                    assertThat(effect).isInstanceOf(Effect.InRevision.class);
                }
                return null;
            });
        }

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(executors)) {
                done.get();
            }
        }
        store("executor-0", porch, Duration.ZERO, 1).apply(List.of(new PackageChange("ran-0", List.of(all.getLast()))));

        // Then
        assertThat(effected())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(PlannedIntent::id).toList());
        assertNewest(all);
        assertThat(porch.open()).isEmpty();
    }

    private void assertNewest(List<PlannedIntent> all) {
        Map<Facet, PlannedIntent> newest = new HashMap<>();
        all.forEach(intent -> newest.merge(
                Facet.of(intent.intent()), intent, (one, other) -> one.sequence() > other.sequence() ? one : other));
        newest.forEach((facet, intent) -> {
            RevisionState latest = porch.published().stream()
                    .filter(revision ->
                            revision.packageName().equals(facet.target().namespace()))
                    .reduce((_, later) -> later)
                    .orElseThrow();
            String file = porch.files(latest).get(FacetFile.nameOf(facet));
            assertThat(HeldFacet.read(file.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            HeldFacet.Marked.class,
                            held -> assertThat(held.mark().sequence()).isEqualTo(intent.sequence()));
        });
    }

    private List<IntentId> effected() {
        return porch.published().stream()
                .flatMap(revision -> RevisionNotes.intents(revision).stream())
                .toList();
    }

    /** Some of the open intents of one package, the oldest more likely: at most one of each facet, as in a batch. */
    private static PackageChange batch(List<PlannedIntent> open, Random random) {
        PlannedIntent first = open.get(random.nextInt(Math.min(open.size(), 6)));
        String namespace = first.intent().target().namespace();
        Map<Facet, PlannedIntent> chosen = new HashMap<>();
        open.stream()
                .filter(intent -> intent.intent().target().namespace().equals(namespace))
                .limit(1 + random.nextInt(6))
                .forEach(intent -> chosen.put(Facet.of(intent.intent()), intent));
        return new PackageChange(
                namespace,
                chosen.values().stream()
                        .sorted((one, other) -> Long.compare(one.sequence(), other.sequence()))
                        .toList());
    }

    private PackageStore store(String instance, PackageRevisions revisions, Duration waitForOthers, long seed) {
        return new PorchPackageStore(
                revisions,
                porch,
                settings(instance, waitForOthers),
                Placements.over(revisions, porch, List.of(REPOSITORY)),
                new GitTurns(2),
                System::nanoTime,
                new Random(seed));
    }

    private static PorchSettings settings(String instance, Duration waitForOthers) {
        return new PorchSettings(
                List.of(REPOSITORY),
                instance,
                LEASE,
                waitForOthers,
                Duration.ofSeconds(1),
                Duration.ofNanos(2000),
                Duration.ofMillis(1),
                Approval.AUTO);
    }
}
