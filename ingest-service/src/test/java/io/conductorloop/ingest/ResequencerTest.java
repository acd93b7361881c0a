package io.conductorloop.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResequencerTest {
    @Test
    void handsOnInTheOrderOfTickets() {
        // Given
        long seed = System.nanoTime();
        List<Long> tickets = new ArrayList<>(LongStream.range(0, 10_000).boxed().toList());
        Collections.shuffle(tickets, new Random(seed));
        Resequencer<Long> resequencer = new Resequencer<>();
        List<Long> inOrder = new ArrayList<>();

        // When
        tickets.forEach(ticket -> resequencer.accept(ticket, ticket, inOrder::add));

        // Then
        assertThat(inOrder).as("seed " + seed).hasSize(10_000).isSorted();
        assertThat(resequencer.waiting()).isZero();
    }

    @Test
    void keepsWhatIsEarly() {
        Resequencer<String> resequencer = new Resequencer<>();
        List<String> inOrder = new ArrayList<>();

        resequencer.accept(1, "second", inOrder::add);

        assertThat(inOrder).isEmpty();
        assertThat(resequencer.waiting()).isEqualTo(1);
    }

    @Test
    void refusesATicketThatComesTwice() {
        Resequencer<String> resequencer = new Resequencer<>();
        resequencer.accept(0, "first", item -> {});

        assertThatIllegalArgumentException().isThrownBy(() -> resequencer.accept(0, "again", item -> {}));
    }
}
