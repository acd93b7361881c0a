package io.conductorloop.validation;

import static io.conductorloop.contracts.IntentState.ACCEPTED;
import static io.conductorloop.contracts.IntentState.DEFERRED;
import static io.conductorloop.contracts.IntentState.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.Mark;
import io.conductorloop.state.RepeatWindow.Said;
import io.conductorloop.validation.RepeatJudge.Candidate;
import io.conductorloop.validation.RepeatJudge.Judgement;
import io.conductorloop.validation.RepeatJudge.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);
    private static final Target ODU = new Target("oran", "odu");
    private static final Target OCU = new Target("oran", "ocu");
    private static final String THREE = "3".repeat(64);
    private static final String FIVE = "5".repeat(64);

    private final RepeatPolicy sinceLastChange = new RepeatPolicy.SinceLastChange();
    private final RepeatPolicy window = new RepeatPolicy.Window(Duration.ofHours(1));
    private final RepeatPolicy off = new RepeatPolicy.Off();

    // What is remembered from batch to batch, as the stores would.
    private final Map<Target, Mark> marks = new HashMap<>();
    private final Map<IntentId, IntentJudged> judged = new HashMap<>();
    private final Map<Said, IntentId> said = new HashMap<>();

    @Test
    void threeFiveThreeAreThreeIntents() {
        assertThat(states(sinceLastChange, say(1, THREE), say(2, FIVE), say(3, THREE)))
                .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED);
    }

    @Test
    void threeFiveThreeAreThreeIntentsOverThreeBatches() {
        assertThat(states(sinceLastChange, say(1, THREE))).containsExactly(ACCEPTED);
        assertThat(states(sinceLastChange, say(2, FIVE))).containsExactly(ACCEPTED);
        assertThat(states(sinceLastChange, say(3, THREE))).containsExactly(ACCEPTED);
    }

    @Test
    void theSameAgainIsARepeatOfTheFirstHoweverOften() {
        // When
        Judgement first = judge(sinceLastChange, say(1, THREE), say(2, THREE));
        Judgement second = judge(sinceLastChange, say(3, THREE), say(4, THREE));

        // Then
        assertThat(originals(first)).containsExactly(null, id(1));
        assertThat(originals(second)).containsExactly(id(1), id(1));
        assertThat(marks.get(ODU)).isEqualTo(new Mark(1, id(1), THREE));
    }

    @Test
    void targetsDoNotRepeatEachOther() {
        assertThat(states(sinceLastChange, say(1, THREE), new Candidate(id(2), 2, OCU, THREE, ACCEPTED)))
                .containsExactly(ACCEPTED, ACCEPTED);
    }

    @Test
    void aRepeatDoesNotMoveTheMark() {
        // Given
        judge(sinceLastChange, say(1, THREE));

        // When
        Judgement judgement = judge(sinceLastChange, say(2, THREE));

        // Then
        assertThat(judgement.marks()).isEmpty();
        assertThat(judgement.fresh()).containsExactly(new IntentJudged(id(2), NOW, 2, DUPLICATE, id(1)));
    }

    @Test
    void aRedeliveredBatchGetsTheSameAnswer() {
        // Given
        Candidate[] batch = {say(1, THREE), say(2, THREE), say(3, FIVE), say(4, THREE)};
        Judgement first = judge(sinceLastChange, batch);

        // When
        Judgement again = judge(sinceLastChange, batch);

        // Then
        assertThat(again.events()).isEqualTo(first.events());
        assertThat(again.fresh()).isEmpty();
    }

    @Test
    void aRedeliveredBatchGetsTheSameAnswerWhateverHadBeenWrittenDown() {
        long seed = Long.getLong("conductor.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            // Given: an earlier batch, then one of which the verdicts, and perhaps some marks, were kept
            marks.clear();
            judged.clear();
            Candidate[] earlier = random.ints(random.nextInt(4), 0, 2)
                    .mapToObj(i -> say(1 + random.nextInt(3), i == 0 ? THREE : FIVE))
                    .toArray(Candidate[]::new);
            judge(sinceLastChange, unique(earlier));
            Candidate[] batch = new Candidate[1 + random.nextInt(5)];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = say(10 + i, random.nextBoolean() ? THREE : FIVE);
            }
            Map<Target, Mark> marksBefore = new HashMap<>(marks);
            Judgement first = judge(sinceLastChange, batch);
            if (random.nextBoolean()) {
                marks.clear();
                marks.putAll(marksBefore);
            }

            // When
            Judgement again = judge(sinceLastChange, batch);

            // Then
            assertThat(again.events()).as("seed %d round %d", seed, round).isEqualTo(first.events());
            assertThat(marks).as("seed %d round %d", seed, round).containsValue(lastAccepted(batch, first));
        }
    }

    private static Candidate[] unique(Candidate[] candidates) {
        return Arrays.stream(candidates)
                .collect(java.util.stream.Collectors.toMap(
                        Candidate::sequence, c -> c, (a, b) -> a, java.util.TreeMap::new))
                .values()
                .toArray(Candidate[]::new);
    }

    private Mark lastAccepted(Candidate[] batch, Judgement judgement) {
        for (int i = batch.length - 1; i >= 0; i--) {
            if (judgement.events().get(i).state() == ACCEPTED) {
                return new Mark(batch[i].sequence(), batch[i].id(), batch[i].sha256());
            }
        }
        return marks.get(ODU);
    }

    @Test
    void aMarkThatIsNotOlderTellsNothing() {
        // Given
        marks.put(ODU, new Mark(9, id(9), THREE));

        // When
        Judgement judgement = judge(sinceLastChange, say(5, THREE));

        // Then
        assertThat(judgement.events()).extracting(IntentJudged::state).containsExactly(ACCEPTED);
        assertThat(marks.get(ODU)).isEqualTo(new Mark(9, id(9), THREE));
    }

    @Test
    void aCopyAtAnotherSequenceIsDropped() {
        // Given
        judge(sinceLastChange, say(1, THREE));

        // When
        Judgement copy = judge(sinceLastChange, new Candidate(id(1), 7, ODU, THREE, ACCEPTED));

        // Then
        assertThat(copy.events()).containsExactly((IntentJudged) null);
        assertThat(copy.fresh()).isEmpty();
        assertThat(copy.marks()).isEmpty();
    }

    @Test
    void aCopyInTheSameBatchIsDropped() {
        Judgement judgement = judge(sinceLastChange, say(1, THREE), new Candidate(id(1), 2, ODU, THREE, ACCEPTED));

        assertThat(judgement.events())
                .extracting(event -> event == null ? null : event.sequence())
                .containsExactly(1L, null);
    }

    @Test
    void aCopyOfARepeatIsDropped() {
        // Given
        judge(sinceLastChange, say(1, THREE), say(2, THREE));

        // Then
        assertThat(judge(sinceLastChange, new Candidate(id(2), 3, ODU, THREE, ACCEPTED))
                        .events())
                .containsExactly((IntentJudged) null);
    }

    @Test
    void aCopyThatOnlyTheMarkKnowsIsNoRepeatOfItself() {
        // Given
        marks.put(ODU, new Mark(1, id(1), THREE));

        // Then
        assertThat(judge(sinceLastChange, new Candidate(id(1), 7, ODU, THREE, ACCEPTED))
                        .events())
                .containsExactly((IntentJudged) null);
    }

    @Test
    void whatWasSaidBeforeStandsThoughTheSettingHasChanged() {
        // Given
        IntentJudged deferred = new IntentJudged(id(1), BEFORE, 1, DEFERRED, null);
        judged.put(id(1), deferred);

        // Then
        assertThat(judge(sinceLastChange, say(1, THREE)).events()).containsExactly(deferred);
    }

    @Test
    void aDeferredIntentCanBeRepeated() {
        Judgement judgement = judge(sinceLastChange, new Candidate(id(1), 1, ODU, THREE, DEFERRED), say(2, THREE));

        assertThat(judgement.events()).extracting(IntentJudged::state).containsExactly(DEFERRED, DUPLICATE);
    }

    @Test
    void anIntentWhoseMarkWasForgottenMayBeSaidAgain() {
        // Given
        judge(sinceLastChange, say(1, THREE));
        marks.remove(ODU);

        // Then
        assertThat(states(sinceLastChange, say(2, THREE))).containsExactly(ACCEPTED);
    }

    @Test
    void withinAWindowThreeFiveThreeAreTwoIntents() {
        // When
        Judgement judgement = judge(window, say(1, THREE), say(2, FIVE), say(3, THREE));

        // Then
        assertThat(originals(judgement)).containsExactly(null, null, id(1));
        assertThat(judgement.said())
                .containsOnly(Map.entry(new Said(ODU, THREE), id(1)), Map.entry(new Said(ODU, FIVE), id(2)));
    }

    @Test
    void inAWindowNobodyRepeatsHimself() {
        // Given
        said.put(new Said(ODU, THREE), id(1));

        // Then
        assertThat(states(window, say(1, THREE), say(2, THREE))).containsExactly(ACCEPTED, DUPLICATE);
    }

    @Test
    void withoutAPolicyNothingIsARepeat() {
        assertThat(states(off, say(1, THREE), say(2, THREE))).containsExactly(ACCEPTED, ACCEPTED);
    }

    @Test
    void marksMoveUnderEveryPolicy() {
        // Given
        judge(sinceLastChange, say(1, THREE));
        judge(off, say(2, FIVE));

        // Then
        assertThat(states(sinceLastChange, say(3, THREE))).containsExactly(ACCEPTED);
    }

    private static Candidate say(long sequence, String sha256) {
        return new Candidate(id(sequence), sequence, ODU, sha256, ACCEPTED);
    }

    private static IntentId id(long number) {
        return new IntentId(new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
    }

    private List<IntentState> states(RepeatPolicy policy, Candidate... batch) {
        return judge(policy, batch).events().stream().map(IntentJudged::state).toList();
    }

    private static List<IntentId> originals(Judgement judgement) {
        return judgement.events().stream().map(IntentJudged::original).toList();
    }

    /** Judges and remembers. */
    private Judgement judge(RepeatPolicy policy, Candidate... batch) {
        Judgement judgement = new RepeatJudge(policy).judge(List.of(batch), new Memory(marks, judged, said), NOW);
        judgement.fresh().forEach(event -> judged.put(event.id(), event));
        judgement
                .marks()
                .forEach(
                        (target, mark) -> marks.merge(target, mark, (old, more) -> more.isNewerThan(old) ? more : old));
        judgement.said().forEach(said::putIfAbsent);
        return judgement;
    }
}
