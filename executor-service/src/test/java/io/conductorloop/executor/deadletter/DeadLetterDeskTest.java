package io.conductorloop.executor.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.deadletter.DeadLetterDesk.AlreadyDecided;
import io.conductorloop.executor.deadletter.DeadLetterDesk.Decided;
import io.conductorloop.executor.deadletter.DeadLetterDesk.Unknown;
import io.conductorloop.executor.deadletter.DeadLetters.Filter;
import io.conductorloop.executor.deadletter.DeadLetters.Standing;
import io.conductorloop.state.InMemoryIntentJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeadLetterDeskTest {
    private final DeadLetters letters = new InMemoryDeadLetters();
    private final List<DeadLetterDecision> posted = new ArrayList<>();
    private final InMemoryIntentJournal journal = new InMemoryIntentJournal();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private long nextId = 1_000;
    private boolean kafkaAway;

    private final DeadLetterDesk desk =
            new DeadLetterDesk(letters, this::post, journal, () -> Letters.id(nextId++), () -> now, new Uncounted());

    @Test
    void replaysALetterUnderANewId() {
        letters.keep(List.of(Letters.letter(1)));

        DeadLetterDesk.Answer answer = desk.replay(Letters.id(1), "ops", "repository is back");

        DeadLetterDecision decision = new DeadLetterDecision(
                Letters.id(1), DeadLetterDecision.Kind.REPLAYED, now, "ops", "repository is back", Letters.id(1_000));
        assertThat(answer).isEqualTo(new Decided(decision));
        assertThat(posted).containsExactly(decision);
        assertThat(letters.find(Letters.id(1)).orElseThrow().confirmed()).isTrue();
        assertThat(journal.story(Letters.id(1_000))).singleElement().isInstanceOf(IntentReceived.class);
    }

    @Test
    void refusesASecondDecision() {
        // Given
        letters.keep(List.of(Letters.letter(1)));
        desk.replay(Letters.id(1), "ops", "");
        now = now.plus(Duration.ofHours(1));

        // Then
        assertThat(desk.replay(Letters.id(1), "ops", "")).isInstanceOf(AlreadyDecided.class);
        assertThat(desk.abandon(Letters.id(1), "ops", "")).isInstanceOf(AlreadyDecided.class);
        assertThat(posted).hasSize(1);
    }

    @Test
    void knowsNoOtherLetters() {
        assertThat(desk.abandon(Letters.id(1), "ops", "")).isEqualTo(new Unknown());
    }

    @Test
    void goesOnWithTheSameNewIdAfterKafkaWasAway() {
        // Given
        letters.keep(List.of(Letters.letter(1)));
        kafkaAway = true;
        assertThatThrownBy(() -> desk.replay(Letters.id(1), "ops", "")).hasMessage("away");
        kafkaAway = false;

        // When
        DeadLetterDesk.Answer atOnce = desk.replay(Letters.id(1), "ops", "");
        now = now.plusSeconds(31);
        DeadLetterDesk.Answer later = desk.replay(Letters.id(1), "other", "");

        // Then
        assertThat(atOnce).isInstanceOf(AlreadyDecided.class);
        assertThat(later).isInstanceOfSatisfying(Decided.class, decided -> {
            assertThat(decided.decision().replayedAs()).isEqualTo(Letters.id(1_000));
            assertThat(decided.decision().by()).isEqualTo("ops");
        });
    }

    @Test
    void replaysManyButOnlyOpenOnesUpToTheLimit() {
        // Given
        letters.keep(LongStream.rangeClosed(1, 300).mapToObj(Letters::letter).toList());
        desk.abandon(Letters.id(300), "ops", "");

        // When
        List<DeadLetterDecision> replayed = desk.replayAll(new Filter(null, null), 150, "ops", "");

        // Then
        assertThat(replayed)
                .extracting(DeadLetterDecision::letter)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 150)
                        .mapToObj(n -> Letters.id(300 - n))
                        .toList());
        assertThat(letters.find(Letters.id(300)).orElseThrow().standing()).isEqualTo(Standing.ABANDONED);
    }

    private void post(DeadLetter letter, DeadLetterDecision decision) {
        if (kafkaAway) {
            throw new IllegalStateException("away");
        }
        posted.add(decision);
    }

    private static final class Uncounted implements ExecutorMetrics {
        @Override
        public void ended(Outcome outcome) {}

        @Override
        public void answeredAgain() {}

        @Override
        public void postponed(boolean tried) {}

        @Override
        public void written(int packages, int intents, Duration took) {}

        @Override
        public void unreadable() {}

        @Override
        public void deadLetterKept() {}

        @Override
        public void deadLetterDecided() {}
    }
}
