package io.conductorloop.state;

import static io.conductorloop.state.Events.OCU;
import static io.conductorloop.state.Events.ODU;
import static io.conductorloop.state.Events.id;
import static io.conductorloop.state.Events.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.state.RepeatWindow.Said;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link RepeatWindow} promises, of any provider. */
public abstract class RepeatWindowContract {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Said FIVE = new Said(ODU, sha256(5));

    private RepeatWindow window;

    /** A window in which nothing was said. */
    protected abstract RepeatWindow emptyWindow();

    /** Moves the provider's clock, where it is not the real one. */
    protected abstract void passes(Duration time);

    @BeforeEach
    void startWithAnEmptyWindow() {
        window = emptyWindow();
    }

    @Test
    void knowsNothingThatWasNotSaid() {
        assertThat(window.first(List.of(FIVE))).isEmpty();
    }

    @Test
    void namesWhoSaidItFirst() {
        // Given
        window.remember(Map.of(FIVE, id(1)), LONG);

        // When
        window.remember(Map.of(FIVE, id(2)), LONG);

        // Then
        assertThat(window.first(List.of(FIVE, FIVE))).isEqualTo(Map.of(FIVE, id(1)));
    }

    @Test
    void keepsContentsAndTargetsApart() {
        // Given
        Said three = new Said(ODU, sha256(3));
        Said fiveOfAnother = new Said(OCU, sha256(5));

        // When
        window.remember(Map.of(three, id(3), fiveOfAnother, id(4)), LONG);

        // Then
        assertThat(window.first(List.of(FIVE, three, fiveOfAnother)))
                .isEqualTo(Map.of(three, id(3), fiveOfAnother, id(4)));
    }

    @Test
    void forgetsWhenTheWindowCloses() {
        window.remember(Map.of(FIVE, id(1)), SHORT);
        passes(SHORT);
        await().untilAsserted(() -> assertThat(window.first(List.of(FIVE))).isEmpty());
    }

    @Test
    void letsAnotherBeFirstAfterTheWindowHasClosed() {
        // Given
        window.remember(Map.of(FIVE, id(1)), SHORT);
        passes(SHORT);
        await().untilAsserted(() -> assertThat(window.first(List.of(FIVE))).isEmpty());

        // When
        window.remember(Map.of(FIVE, id(2)), LONG);

        // Then
        assertThat(window.first(List.of(FIVE))).isEqualTo(Map.of(FIVE, id(2)));
    }

    @Test
    void makesNoWindowLongerByRepeating() {
        window.remember(Map.of(FIVE, id(1)), SHORT);
        window.remember(Map.of(FIVE, id(1)), LONG);
        passes(SHORT);
        await().untilAsserted(() -> assertThat(window.first(List.of(FIVE))).isEmpty());
    }

    @Test
    void takesEmptyBatches() {
        window.remember(Map.of(), LONG);
        assertThat(window.first(List.of())).isEmpty();
    }

    @Test
    void remembersThousandsInOneBatch() {
        // Given
        Map<Said, IntentId> batch = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            batch.put(new Said(ODU, sha256(i)), id(i));
        }

        // When
        window.remember(batch, LONG);

        // Then
        assertThat(window.first(batch.keySet())).isEqualTo(batch);
    }
}
