package io.conductorloop.executor.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.deadletter.DeadLetters.Filter;
import io.conductorloop.executor.deadletter.DeadLetters.Kept;
import io.conductorloop.executor.deadletter.DeadLetters.Page;
import io.conductorloop.executor.deadletter.DeadLetters.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider of {@link DeadLetters} keeps to. */
public abstract class DeadLettersContract {
    protected static final Filter ALL = new Filter(null, null);

    protected DeadLetters letters;

    protected abstract DeadLetters noLetters();

    @BeforeEach
    void begin() {
        letters = noLetters();
    }

    @Test
    void keepsALetterWithAllThatIsKnownOfIt() {
        letters.keep(List.of(Letters.letter(1), Letters.letter(2)));

        for (long n = 1; n <= 2; n++) {
            Kept kept = letters.find(Letters.id(n)).orElseThrow();
            assertThat(kept.letter()).usingRecursiveComparison().isEqualTo(Letters.letter(n));
            assertThat(kept.standing()).isEqualTo(Standing.OPEN);
        }
    }

    @Test
    void knowsNothingOfOthers() {
        assertThat(letters.find(Letters.id(1))).isEmpty();
        assertThat(letters.page(ALL, null, 10)).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void letsTheFirstDecisionStand() {
        // Given
        letters.keep(List.of(Letters.letter(1)));
        DeadLetterDecision first = letters.decide(Letters.replayed(1, 7));

        // When
        DeadLetterDecision second = letters.decide(Letters.abandoned(1));

        // Then
        assertThat(first).isEqualTo(Letters.replayed(1, 7));
        assertThat(second).isEqualTo(first);
        assertThat(letters.find(Letters.id(1)).orElseThrow()).satisfies(kept -> {
            assertThat(kept.decision()).isEqualTo(first);
            assertThat(kept.confirmed()).isFalse();
        });
    }

    @Test
    void confirmsADecisionThatItDidNotKnow() {
        letters.keep(List.of(Letters.letter(1)));

        letters.confirm(List.of(Letters.abandoned(1)));

        assertThat(letters.find(Letters.id(1)).orElseThrow()).satisfies(kept -> {
            assertThat(kept.decision()).isEqualTo(Letters.abandoned(1));
            assertThat(kept.confirmed()).isTrue();
            assertThat(kept.standing()).isEqualTo(Standing.ABANDONED);
        });
    }

    @Test
    void forgetsNoDecisionWhenALetterComesAgain() {
        // Given
        letters.keep(List.of(Letters.letter(1)));
        letters.confirm(List.of(Letters.abandoned(1)));

        // When
        letters.keep(List.of(Letters.letter(1)));

        // Then
        assertThat(letters.find(Letters.id(1)).orElseThrow().standing()).isEqualTo(Standing.ABANDONED);
    }

    @Test
    void takesADecisionWithoutItsLetterForNoLetter() {
        letters.confirm(List.of(Letters.abandoned(1)));

        assertThat(letters.find(Letters.id(1))).isEmpty();
        assertThat(letters.page(ALL, null, 10).letters()).isEmpty();
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        // Given
        letters.keep(LongStream.rangeClosed(1, 25).mapToObj(Letters::letter).toList());

        // When
        List<IntentId> listed = list(ALL, 10);

        // Then
        assertThat(listed)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 25)
                        .map(n -> 26 - n)
                        .mapToObj(Letters::id)
                        .toList());
    }

    @Test
    void listsOnlyWhatIsAskedFor() {
        // Given
        letters.keep(List.of(Letters.letter(1), Letters.letter(2), Letters.letter(3, "ran/cu")));
        letters.decide(Letters.abandoned(2));

        // Then
        assertThat(list(new Filter(Standing.OPEN, null), 1)).containsExactly(Letters.id(3), Letters.id(1));
        assertThat(list(new Filter(Standing.ABANDONED, null), 1)).containsExactly(Letters.id(2));
        assertThat(list(new Filter(null, new Target("ran", "cu")), 1)).containsExactly(Letters.id(3));
    }

    @Test
    void refusesAPageOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> letters.page(ALL, null, 0));
    }

    private List<IntentId> list(Filter filter, int limit) {
        List<IntentId> listed = new ArrayList<>();
        IntentId before = null;
        do {
            Page page = letters.page(filter, before, limit);
            page.letters().forEach(kept -> listed.add(kept.letter().id()));
            before = page.next();
        } while (before != null);
        return listed;
    }
}
