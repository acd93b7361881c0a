package io.conductorloop.executor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollsInOrderTest {
    private final List<Integer> acknowledged = new ArrayList<>();
    private final PollsInOrder polls = new PollsInOrder();
    private final PollsInOrder.Poll first = polls.begin(() -> acknowledged.add(1));
    private final PollsInOrder.Poll second = polls.begin(() -> acknowledged.add(2));
    private final PollsInOrder.Poll third = polls.begin(() -> acknowledged.add(3));

    @Test
    void acknowledgesNothingBeforeWhatCameBeforeIt() {
        // When
        polls.end(second);
        polls.end(third);
        List<Integer> before = List.copyOf(acknowledged);
        polls.end(first);

        // Then
        assertThat(before).isEmpty();
        assertThat(acknowledged).containsExactly(1, 2, 3);
    }

    @Test
    void waitsForNoneThatWillBeReadAgain() {
        // Given
        polls.forget(first);

        // When
        polls.end(second);

        // Then
        assertThat(acknowledged).containsExactly(2);
    }
}
