package io.conductorloop.state;

import static io.conductorloop.state.Events.OCU;
import static io.conductorloop.state.Events.ODU;
import static io.conductorloop.state.Events.executing;
import static io.conductorloop.state.Events.finished;
import static io.conductorloop.state.Events.id;
import static io.conductorloop.state.Events.judged;
import static io.conductorloop.state.Events.received;
import static io.conductorloop.state.Events.retrying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.IntentJournal.Filter;
import io.conductorloop.state.IntentJournal.Page;
import io.conductorloop.state.IntentJournal.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link IntentJournal} promises, of any provider. */
public abstract class IntentJournalContract {
    private IntentJournal journal;

    /** A journal with nothing in it. */
    protected abstract IntentJournal emptyJournal();

    @BeforeEach
    void startWithAnEmptyJournal() {
        journal = emptyJournal();
    }

    @Test
    void knowsNoStoryOfAnIntentNeverSeen() {
        assertThat(journal.story(id(1))).isEmpty();
        assertThat(journal.find(Stage.RECEIVED, List.of(id(1)))).isEmpty();
        assertThat(journal.page(Filter.ALL, null, 10)).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void tellsAStoryInTheOrderOfItsStages() {
        // Given
        IntentId id = id(1);

        // When
        journal.append(List.of(finished(id, ODU), executing(id, 1)));
        journal.append(List.of(judged(id)));
        journal.append(List.of(received(id, ODU)));

        // Then
        assertThat(journal.story(id))
                .containsExactly(received(id, ODU), judged(id), executing(id, 1), finished(id, ODU));
    }

    @Test
    void putsAFurtherAttemptBehindTheFailureBeforeIt() {
        // Given
        IntentId id = id(1);
        journal.append(List.of(received(id, ODU), executing(id, 1), retrying(id, 1)));
        assertThat(IntentJournal.state(journal.story(id))).isEqualTo(IntentState.RETRYING);

        // When
        journal.append(List.of(executing(id, 2)));

        // Then
        assertThat(journal.story(id)).containsExactly(received(id, ODU), retrying(id, 1), executing(id, 2));
        assertThat(IntentJournal.state(journal.story(id))).isEqualTo(IntentState.EXECUTING);
    }

    @Test
    void saysThatAnIntentIsProposedUntilItHasEnded() {
        // Given
        IntentId id = id(1);
        journal.append(List.of(received(id, ODU), executing(id, 1), Events.proposed(id)));
        assertThat(IntentJournal.state(journal.story(id))).isEqualTo(IntentState.PROPOSED);

        // When
        journal.append(List.of(executing(id, 1), finished(id, ODU)));

        // Then
        assertThat(journal.story(id))
                .containsExactly(received(id, ODU), executing(id, 1), Events.proposed(id), finished(id, ODU));
    }

    @Test
    void keepsOneEventPerStageTheLastAppended() {
        // Given
        IntentId id = id(1);
        journal.append(List.of(retrying(id, 1), retrying(id, 2)));

        // When
        journal.append(List.of(retrying(id, 3), judged(id)));
        journal.append(List.of(retrying(id, 3), judged(id)));

        // Then
        assertThat(journal.story(id)).containsExactly(judged(id), retrying(id, 3));
    }

    @Test
    void keepsTheFirstEndThatIsWritten() {
        // Given
        IntentFinished first = Events.finished(Events.id(1), Events.ODU, new Outcome.Superseded(Events.id(2)));
        IntentFinished second = Events.finished(Events.id(1), Events.ODU, new Outcome.Executed("odu", "v1"));
        IntentFinished other = Events.finished(Events.id(3), Events.ODU, new Outcome.Executed("odu", "v1"));
        journal.append(List.of(Events.judged(Events.id(1))));

        // When
        Map<IntentId, IntentFinished> before = journal.finish(List.of(first));
        Map<IntentId, IntentFinished> after = journal.finish(List.of(second, other));

        // Then
        assertThat(before).containsOnly(Map.entry(first.id(), first));
        assertThat(after).containsOnly(Map.entry(first.id(), first), Map.entry(other.id(), other));
        assertThat(journal.story(first.id())).containsExactly(Events.judged(first.id()), first);
        assertThat(journal.finish(List.of())).isEmpty();
    }

    @Test
    void findsTheStageAskedForAmongManyIntents() {
        // Given
        List<IntentId> ids = LongStream.range(0, 3_000).mapToObj(Events::id).toList();
        List<IntentEvent> events = new ArrayList<>();
        ids.forEach(id -> events.add(received(id, ODU)));
        ids.subList(0, 1_500).forEach(id -> events.add(judged(id)));
        journal.append(events);

        // When
        Map<IntentId, IntentEvent> found = journal.find(Stage.JUDGED, ids);

        // Then
        assertThat(found).hasSize(1_500);
        assertThat(ids.subList(0, 1_500)).allSatisfy(id -> assertThat(found).containsEntry(id, judged(id)));
    }

    @Test
    void findsSeveralStagesAtOnce() {
        // Given
        journal.append(List.of(received(id(1), ODU), received(id(2), ODU), judged(id(2)), judged(id(3))));

        // When
        Map<Stage, Map<IntentId, IntentEvent>> found =
                journal.find(Set.of(Stage.RECEIVED, Stage.JUDGED, Stage.FINISHED), List.of(id(1), id(2), id(4)));

        // Then
        assertThat(found)
                .isEqualTo(Map.of(
                        Stage.RECEIVED,
                        Map.of(id(1), received(id(1), ODU), id(2), received(id(2), ODU)),
                        Stage.JUDGED,
                        Map.of(id(2), judged(id(2))),
                        Stage.FINISHED,
                        Map.of()));
    }

    @Test
    void takesEmptyAndRepeatingBatches() {
        // Given
        journal.append(List.of());
        journal.append(List.of(judged(id(1)), judged(id(1))));

        // When
        Map<IntentId, IntentEvent> found = journal.find(Stage.JUDGED, List.of(id(1), id(2), id(1)));

        // Then
        assertThat(found).isEqualTo(Map.of(id(1), judged(id(1))));
        assertThat(journal.find(Stage.JUDGED, List.of())).isEmpty();
    }

    @Test
    void listsTheNewestIntentFirst() {
        // Given
        List<IntentId> ids = List.of(id(2), id(500_000), id(1), id(3, 1), id(3, 2));
        ids.forEach(id -> journal.append(List.of(received(id, ODU))));

        // When
        Page page = journal.page(Filter.ALL, null, 10);

        // Then
        assertThat(page.stories())
                .extracting(story -> story.getFirst().id())
                .containsExactly(id(500_000), id(3, 2), id(3, 1), id(2), id(1));
        assertThat(page.next()).isNull();
    }

    @Test
    void listsOnlyWhatIsOlderThanTheCursor() {
        // Given
        LongStream.range(0, 10).forEach(n -> journal.append(List.of(received(id(n), ODU))));

        // When
        Page page = journal.page(Filter.ALL, id(5), 3);

        // Then
        assertThat(page.stories()).extracting(story -> story.getFirst().id()).containsExactly(id(4), id(3), id(2));
        assertThat(page.next()).isEqualTo(id(2));
    }

    @Test
    void startsAtACursorThatNoIntentHas() {
        journal.append(List.of(received(id(1), ODU), received(id(900_000), ODU)));
        assertThat(journal.page(Filter.ALL, id(500_000), 3).stories()).containsExactly(List.of(received(id(1), ODU)));
    }

    @Test
    void listsByTheStateOfNow() {
        // Given
        journal.append(List.of(received(id(1), ODU), received(id(2), ODU), received(id(3), OCU)));
        journal.append(List.of(judged(id(2)), finished(id(3), OCU)));

        // When
        Page accepted = journal.page(new Filter(IntentState.ACCEPTED, null), null, 10);
        Page executed = journal.page(new Filter(IntentState.EXECUTED, null), null, 10);

        // Then
        assertThat(accepted.stories()).containsExactly(List.of(received(id(2), ODU), judged(id(2))));
        assertThat(executed.stories()).containsExactly(List.of(received(id(3), OCU), finished(id(3), OCU)));
    }

    @Test
    void listsByTargetAsReceivedOrAsFinished() {
        // Given
        journal.append(List.of(received(id(1), ODU), finished(id(2), ODU), finished(id(3), OCU), judged(id(4))));

        // When
        Page page = journal.page(new Filter(null, ODU), null, 10);

        // Then
        assertThat(page.stories()).containsExactly(List.of(finished(id(2), ODU)), List.of(received(id(1), ODU)));
    }

    @Test
    void refusesAPageOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> journal.page(Filter.ALL, null, 0));
    }

    @Test
    void walksThroughAllPagesSkippingAndRepeatingNone() {
        // Given
        long seed = System.nanoTime();
        var random = new Random(seed);
        var ids = new TreeSet<IntentId>(Comparator.reverseOrder());
        List<IntentEvent> events = new ArrayList<>();
        for (int burst = 0; burst < 15; burst++) {
            long start = random.nextLong(10_000_000);
            for (int i = random.nextInt(200); i >= 0; i--) {
                IntentId id = id(start + random.nextInt(400), random.nextLong() >>> 2);
                ids.add(id);
                events.add(received(id, random.nextInt(20) == 0 ? OCU : ODU));
                if (random.nextBoolean()) {
                    events.add(judged(id));
                }
            }
        }
        journal.append(events);

        // When
        List<IntentId> all = walk(Filter.ALL, random);
        List<IntentId> few = walk(new Filter(null, OCU), random);

        // Then
        assertThat(all).as("seed %d", seed).containsExactlyElementsOf(ids);
        assertThat(few)
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        ids.stream().filter(id -> isOf(OCU, id)).toList());
    }

    private boolean isOf(Target target, IntentId id) {
        return new Filter(null, target).matches(journal.story(id));
    }

    private List<IntentId> walk(Filter filter, Random random) {
        List<IntentId> seen = new ArrayList<>();
        IntentId before = null;
        do {
            int limit = random.nextInt(1, 120);
            Page page = journal.page(filter, before, limit);
            assertThat(page.stories()).hasSizeLessThanOrEqualTo(limit);
            page.stories().forEach(story -> seen.add(story.getFirst().id()));
            before = page.next();
        } while (before != null);
        return seen;
    }

    @Test
    void losesNoEventOfServicesThatWriteAtOnce() {
        // Given
        List<IntentId> ids = LongStream.range(0, 400).mapToObj(Events::id).toList();

        // When
        try (var services = Executors.newFixedThreadPool(4)) {
            services.execute(() -> ids.forEach(id -> journal.append(List.of(received(id, ODU)))));
            services.execute(() -> ids.forEach(id -> journal.append(List.of(judged(id)))));
            services.execute(() -> ids.forEach(id -> journal.append(List.of(executing(id, 1)))));
            services.execute(() -> ids.forEach(id -> journal.append(List.of(finished(id, ODU)))));
        }

        // Then
        assertThat(ids)
                .allSatisfy(id -> assertThat(journal.story(id))
                        .containsExactly(received(id, ODU), judged(id), executing(id, 1), finished(id, ODU)));
    }
}
