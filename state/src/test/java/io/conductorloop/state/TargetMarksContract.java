package io.conductorloop.state;

import static io.conductorloop.state.Events.OCU;
import static io.conductorloop.state.Events.ODU;
import static io.conductorloop.state.Events.id;
import static io.conductorloop.state.Events.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link TargetMarks} promises, of any provider. */
public abstract class TargetMarksContract {
    private TargetMarks marks;

    /** Marks of which none is set. */
    protected abstract TargetMarks noMarks();

    @BeforeEach
    void startWithNoMarks() {
        marks = noMarks();
    }

    @Test
    void hasNoMarkOfATargetNeverSeen() {
        assertThat(marks.read(List.of(ODU, OCU))).isEmpty();
    }

    @Test
    void readsBackTheMarksThatAreThere() {
        // Given
        Mark mark = new Mark(Long.MAX_VALUE >>> 11, id(1), "revision|with|bars é");

        // When
        marks.advance(Map.of(ODU, mark));

        // Then
        assertThat(marks.read(List.of(ODU, OCU, ODU))).isEqualTo(Map.of(ODU, mark));
    }

    @Test
    void advancesToALaterSequence() {
        marks.advance(Map.of(ODU, mark(9)));
        marks.advance(Map.of(ODU, mark(10)));
        assertThat(marks.read(List.of(ODU))).containsEntry(ODU, mark(10));
    }

    @Test
    void staysAtTheSameOrALaterSequence() {
        marks.advance(Map.of(ODU, mark(10)));
        marks.advance(Map.of(ODU, mark(9)));
        marks.advance(Map.of(ODU, new Mark(10, id(99), "other")));
        assertThat(marks.read(List.of(ODU))).containsEntry(ODU, mark(10));
    }

    @Test
    void comparesSequencesAsNumbersFromZeroOn() {
        marks.advance(Map.of(ODU, mark(0)));
        marks.advance(Map.of(ODU, mark(2)));
        marks.advance(Map.of(ODU, mark(10)));
        marks.advance(Map.of(ODU, mark(9)));
        assertThat(marks.read(List.of(ODU))).containsEntry(ODU, mark(10));
    }

    @Test
    void movesEachTargetOfABatchByItself() {
        // Given
        marks.advance(Map.of(ODU, mark(5), OCU, mark(5)));

        // When
        marks.advance(Map.of(ODU, mark(4), OCU, mark(6)));

        // Then
        assertThat(marks.read(List.of(ODU, OCU))).isEqualTo(Map.of(ODU, mark(5), OCU, mark(6)));
    }

    @Test
    void forgetsTheMarkOfTheNamedIntentOnly() {
        // Given
        marks.advance(Map.of(ODU, mark(5), OCU, mark(6)));

        // When
        marks.forget(ODU, id(5));
        marks.forget(OCU, id(5));

        // Then
        assertThat(marks.read(List.of(ODU, OCU))).isEqualTo(Map.of(OCU, mark(6)));
    }

    @Test
    void forgetsNothingWhereNothingIs() {
        marks.forget(ODU, id(5));
        assertThat(marks.read(List.of(ODU))).isEmpty();
    }

    @Test
    void advancesAnywhereAfterForgetting() {
        marks.advance(Map.of(ODU, mark(5)));
        marks.forget(ODU, id(5));
        marks.advance(Map.of(ODU, mark(3)));
        assertThat(marks.read(List.of(ODU))).containsEntry(ODU, mark(3));
    }

    @Test
    void takesEmptyBatches() {
        marks.advance(Map.of());
        assertThat(marks.read(List.of())).isEmpty();
    }

    @Test
    void keepsTargetsApartWhateverTheirNames() {
        // Given
        Map<Target, Mark> odd = Map.of(
                new Target("a", "b/c"), mark(1),
                new Target("{a}", "b"), mark(2),
                new Target("a", "{b}"), mark(3),
                new Target("", ""), mark(4),
                new Target("é", "日本\n"), mark(5));

        // When
        marks.advance(odd);

        // Then
        assertThat(marks.read(odd.keySet())).isEqualTo(odd);
    }

    @Test
    void movesThousandsInOneBatch() {
        // Given
        Map<Target, Mark> batch = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            batch.put(new Target("ns", "t" + i), mark(i));
        }

        // When
        marks.advance(batch);

        // Then
        assertThat(marks.read(batch.keySet())).isEqualTo(batch);
    }

    @Test
    void endsAtTheHighestSequenceWhoeverAdvances() throws Exception {
        // Given
        long seed = System.nanoTime();
        List<Target> targets =
                IntStream.range(0, 20).mapToObj(i -> new Target("ns", "t" + i)).toList();

        // When
        List<Future<Map<Target, Mark>>> highest;
        try (var threads = Executors.newFixedThreadPool(8)) {
            highest = IntStream.range(0, 8)
                    .mapToObj(n -> threads.submit(() -> advanceAtRandom(targets, new Random(seed + n))))
                    .toList();
        }

        // Then
        Map<Target, Mark> expected = new HashMap<>();
        for (var one : highest) {
            one.get().forEach((target, mark) -> expected.merge(target, mark, (a, b) -> a.isNewerThan(b) ? a : b));
        }
        assertThat(marks.read(targets)).as("seed %d", seed).isEqualTo(expected);
    }

    private Map<Target, Mark> advanceAtRandom(List<Target> targets, Random random) {
        Map<Target, Mark> highest = new HashMap<>();
        for (int round = 0; round < 100; round++) {
            Map<Target, Mark> batch = new HashMap<>();
            for (Target target : targets) {
                batch.put(target, mark(random.nextInt(1_000_000)));
            }
            marks.advance(batch);
            batch.forEach((target, mark) -> highest.merge(target, mark, (a, b) -> a.isNewerThan(b) ? a : b));
        }
        return highest;
    }

    private static Mark mark(long sequence) {
        return new Mark(sequence, id(sequence), sha256(sequence));
    }
}
