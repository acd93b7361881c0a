package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Bench.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a crash at any step leaves behind comes to one effect and one outcome for each intent. */
class CrashTest {
    private final DeliveredIntent three = Deliveries.scaling("odu").replicas(3).at(1);
    private final DeliveredIntent five = Deliveries.scaling("odu").replicas(5).at(2);
    private final DeliveredIntent cu = Deliveries.scaling("cu").at(3);

    @ParameterizedTest
    @CsvSource({
        "NOTE, false",
        "NOTE, true",
        "JOURNAL, false",
        "JOURNAL, true",
        "MARKS, false",
        "MARKS, true",
        "ANNOUNCE, false",
        "ANNOUNCE, true"
    })
    void answersTheSameAfterACrashAt(Step step, boolean done) {
        // Given
        Bench bench = new Bench();
        crash(bench, step, done, List.of(three, cu));
        List<IntentFinished> before = List.copyOf(bench.outcomes);

        // When
        bench.deliver(three, cu);

        // Then
        assertThat(bench.effects()).containsOnly(Map.entry(three.id(), 1), Map.entry(cu.id(), 1));
        assertThat(bench.outcomeById().values())
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Executed.class));
        assertThat(Set.copyOf(bench.outcomes)).hasSize(2).containsAll(Set.copyOf(before));
    }

    @ParameterizedTest
    @CsvSource({"JOURNAL, false", "JOURNAL, true", "MARKS, false", "ANNOUNCE, false", "ANNOUNCE, true"})
    void callsNothingSupersededThatIsInARevision(Step step, boolean done) {
        // Given
        Bench bench = new Bench();
        crash(bench, step, done, List.of(three));

        // When
        bench.deliver(three, five, cu);

        // Then
        assertThat(bench.outcomeOf(three)).isInstanceOf(Outcome.Executed.class);
        assertThat(bench.outcomeOf(five)).isInstanceOf(Outcome.Executed.class);
        assertThat(bench.effects())
                .hasSize(3)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(PackageStore.Grouping.class)
    void callsNothingSupersededThatIsInARevisionThoughItCrashesAgain(PackageStore.Grouping grouping) {
        // Given
        Bench bench = new Bench(grouping);
        crash(bench, Step.JOURNAL, false, List.of(three));
        crash(bench, Step.ANNOUNCE, true, List.of(three, five));

        // When
        bench.deliver(three, five, cu);

        // Then
        assertThat(bench.effects().keySet()).isEqualTo(executed(bench));
    }

    @ParameterizedTest
    @CsvSource({"JOURNAL, true", "ANNOUNCE, false"})
    void keepsTheDeadLetterOfAnIntentThatFailedBeforeTheCrash(Step step, boolean done) {
        // Given
        Bench bench = new Bench();
        DeliveredIntent unreadable = Deliveries.unreadable(1);
        crash(bench, step, done, List.of(unreadable));

        // When
        bench.deliver(unreadable);

        // Then
        assertThat(bench.dead).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void recognisesWhatTheStoreHoldsWithAllMemoryLost(boolean newerInTheBatch) {
        // Given
        Bench before = new Bench();
        before.deliver(three);
        Bench bench = new Bench().store(_ -> before.packages);

        // When: judged by nobody, as the journal is empty
        List<DeliveredIntent> batch = newerInTheBatch ? List.of(three, five) : List.of(three);
        bench.deliverUnjudged(batch);

        // Then
        assertThat(bench.outcomeOf(three)).isEqualTo(new Outcome.Executed("oran-odu--odu", "v1"));
        assertThat(before.effects()).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }

    /**
     * A log of intents, read in batches of any size while steps fail, stores refuse or are away, and processes die, at
     * random. Left out is the limit that {@link BatchExecution} states: after a crash the store is not away, and what was
     * being retried is redelivered first.
     */
    @RepeatedTest(60)
    void comesToOneEffectAndOneOutcomeWhateverHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Bench bench = new Bench(random.nextBoolean() ? PackageStore.Grouping.PACKAGE : PackageStore.Grouping.BATCH)
                .maxAttempts(3);
        AtomicBoolean calm = new AtomicBoolean();
        bench.store(store -> new Moody(store, calm, new Random(seed)));
        List<DeliveredIntent> log = log(random);
        int committed = 0;
        int inDoubt = 0;
        while (committed < log.size() || !bench.retries.isEmpty()) {
            bench.fault(random.nextInt(3) == 0 ? atRandom(random) : Bench.NONE);
            boolean retry = committed == log.size() || (!bench.retries.isEmpty() && random.nextInt(3) == 0);
            List<DeliveredIntent> retrying = List.copyOf(bench.retries);
            int end = Math.min(log.size(), committed + 1 + random.nextInt(20));
            try {
                if (retry) {
                    bench.deliverRetries();
                } else {
                    bench.deliver(log.subList(committed, end));
                    committed = end;
                    calm.set(committed < inDoubt);
                }
            } catch (Crash _) {
                bench.restart();
                if (retry) {
                    redeliver(bench, retrying, calm);
                } else {
                    inDoubt = Math.max(inDoubt, end);
                    calm.set(true);
                    committed -= Math.min(committed, random.nextInt(3));
                }
            }
        }

        Map<IntentId, Set<Outcome>> outcomes = bench.outcomes.stream()
                .collect(Collectors.groupingBy(
                        finished -> finished.id(),
                        Collectors.mapping(finished -> finished.outcome(), Collectors.toSet())));
        assertThat(outcomes.keySet()).as("seed %d", seed).hasSize(log.size());
        assertThat(outcomes)
                .as("seed %d", seed)
                .allSatisfy((_, one) -> assertThat(one).hasSize(1));
        assertThat(bench.effects())
                .as("seed %d", seed)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        assertThat(bench.effects().keySet()).as("seed %d", seed).isEqualTo(executed(bench));
        assertNewestWins(bench, log, seed);
    }

    private static void assertNewestWins(Bench bench, List<DeliveredIntent> log, long seed) {
        Map<IntentId, DeliveredIntent> byId =
                log.stream().collect(Collectors.toMap(DeliveredIntent::id, intent -> intent));
        Map<Facet, Long> newestExecuted = new HashMap<>();
        bench.outcomeById().forEach((id, outcome) -> {
            DeliveredIntent intent = byId.get(id);
            if (outcome instanceof Outcome.Executed) {
                newestExecuted.merge(intent.facet(), intent.sequence(), Math::max);
            } else if (outcome instanceof Outcome.Superseded(IntentId by)) {
                assertThat(byId.get(by).facet()).as("seed %d", seed).isEqualTo(intent.facet());
                assertThat(byId.get(by).sequence()).as("seed %d", seed).isGreaterThan(intent.sequence());
                assertThat(bench.outcomeById().get(by)).as("seed %d", seed).isInstanceOf(Outcome.Executed.class);
            }
        });
        Map<Facet, Long> content = new HashMap<>();
        bench.packages
                .packageNames()
                .forEach(name ->
                        bench.packages.content(name).forEach((facet, intent) -> content.put(facet, intent.sequence())));
        assertThat(content).as("seed %d", seed).isEqualTo(newestExecuted);
    }

    private static List<DeliveredIntent> log(Random random) {
        List<DeliveredIntent> log = new ArrayList<>();
        for (int sequence = 1; sequence <= 120; sequence++) {
            String target = "t" + random.nextInt(4);
            Deliveries delivery =
                    random.nextInt(5) == 0 ? Deliveries.configuration(target) : Deliveries.scaling(target);
            log.add(delivery.replicas(1 + random.nextInt(100))
                    .priority(random.nextInt(11))
                    .at(sequence));
        }
        return log;
    }

    private static void redeliver(Bench bench, List<DeliveredIntent> retrying, AtomicBoolean calm) {
        boolean before = calm.getAndSet(true);
        bench.fault(Bench.NONE);
        bench.retries.addAll(retrying);
        bench.deliverRetries();
        calm.set(before);
    }

    private static void crash(Bench bench, Step step, boolean done, List<DeliveredIntent> batch) {
        bench.fault(at(step, done));
        assertThatThrownBy(() -> bench.deliver(batch)).isInstanceOf(Crash.class);
        bench.fault(Bench.NONE);
        bench.restart();
    }

    private static Bench.Fault at(Step where, boolean afterIt) {
        return (step, done) -> {
            if (step == where && done == afterIt) {
                throw new Crash();
            }
        };
    }

    private static Bench.Fault atRandom(Random random) {
        Step[] steps = {Step.NOTE, Step.JOURNAL, Step.MARKS, Step.ANNOUNCE};
        return at(steps[random.nextInt(steps.length)], random.nextBoolean());
    }

    private static Set<IntentId> executed(Bench bench) {
        return bench.outcomes.stream()
                .filter(finished -> finished.outcome() instanceof Outcome.Executed)
                .map(finished -> finished.id())
                .collect(Collectors.toSet());
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Refuses every intent whose replicas are a multiple of 13; unless calm, is away at times before anything is written. */
    private record Moody(PackageStore store, AtomicBoolean calm, Random random) implements PackageStore {
        @Override
        public Grouping grouping() {
            return store.grouping();
        }

        @Override
        public synchronized Map<IntentId, Effect> apply(List<PackageChange> changes) {
            Map<IntentId, Effect> effects = new HashMap<>();
            List<PackageChange> passing = new ArrayList<>();
            for (PackageChange change : changes) {
                List<PlannedIntent> good = new ArrayList<>();
                boolean away = !calm.get() && random.nextInt(6) == 0;
                for (PlannedIntent intent : change.intents()) {
                    if (away) {
                        effects.put(intent.id(), new Effect.Unavailable(Reason.of("store", "away")));
                    } else if (intent.intent().replicas() % 13 == 0) {
                        effects.put(intent.id(), new Effect.Refused(Reason.of("luck", "unlucky")));
                    } else {
                        good.add(intent);
                    }
                }
                if (!good.isEmpty()) {
                    passing.add(new PackageChange(change.packageName(), good));
                }
            }
            effects.putAll(store.apply(passing));
            return effects;
        }
    }
}
