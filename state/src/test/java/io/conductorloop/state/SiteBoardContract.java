package io.conductorloop.state;

import static io.conductorloop.state.Events.OCU;
import static io.conductorloop.state.Events.ODU;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.state.SiteBoard.Offer;
import io.conductorloop.state.SiteBoard.Place;
import io.conductorloop.state.SiteBoard.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SiteBoard} promises, of any provider. */
public abstract class SiteBoardContract {
    private static final String NORTH = "edge-north";
    private static final String SOUTH = "edge-south";
    private static final String PACKAGE = "oran-odu--odu-high-phy";
    private static final Place PROMISED = new Place(NORTH, false);
    private static final Instant NOW = Events.START;
    private static final Instant LATER = NOW.plusSeconds(60);

    private SiteBoard board;

    /** A board on which nothing stands. */
    protected abstract SiteBoard emptyBoard();

    @BeforeEach
    void startWithAnEmptyBoard() {
        board = emptyBoard();
    }

    @Test
    void showsWhatWasSaidLastOfEachSite() {
        // Given
        board.offer(List.of(offer(NORTH, 100, 10), offer("edge-gone", 1, 1)));

        // When
        board.offer(List.of(offer(NORTH, 120.5, 10), offer(SOUTH, Double.NaN, Double.POSITIVE_INFINITY)));

        // Then
        assertThat(board.sites())
                .isEqualTo(Map.of(
                        NORTH, new Site(offer(NORTH, 120.5, 10), 0),
                        SOUTH, new Site(offer(SOUTH, Double.NaN, Double.POSITIVE_INFINITY), 0)));
    }

    @Test
    void showsNothingOnceNothingIsOnOffer() {
        board.offer(List.of(offer(NORTH, 100, 10)));
        board.offer(List.of());
        assertThat(board.sites()).isEmpty();
    }

    @Test
    void placesAPackageOnce() {
        // Given
        Optional<Place> first = board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5), NOW);

        // When
        Optional<Place> second = board.place(PACKAGE, SOUTH, 10, Map.of(ODU, 5), NOW);

        // Then
        assertThat(first).contains(PROMISED);
        assertThat(second).contains(PROMISED);
        assertThat(board.find(PACKAGE, List.of(), NOW)).contains(PROMISED);
        assertThat(board.find("another", List.of(), NOW)).isEmpty();
        assertThat(board.placed(List.of(PACKAGE, "another"))).isEqualTo(Map.of(PACKAGE, PROMISED));
        assertThat(board.placed(List.of())).isEmpty();
        assertThat(replicas(NORTH)).isEqualTo(5);
    }

    @Test
    void placesNothingBeyondTheCapacity() {
        // Given
        board.place("full", NORTH, 10, Map.of(OCU, 6), NOW);

        // When
        Optional<Place> tooMuch = board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5), NOW);
        Optional<Place> exact = board.place(PACKAGE, NORTH, 10, Map.of(ODU, 4), NOW);

        // Then
        assertThat(tooMuch).isEmpty();
        assertThat(exact).contains(PROMISED);
        assertThat(replicas(NORTH)).isEqualTo(10);
    }

    @Test
    void knowsWhatHasComeToBeAndWhatItAsksForNow() {
        // Given
        board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5), NOW);

        // When
        board.settle(PACKAGE, Map.of(ODU, 3, OCU, 9));
        board.settle(PACKAGE, Map.of());
        board.settle("nowhere", Map.of(ODU, 7));

        // Then
        Place settled = new Place(NORTH, true);
        assertThat(board.find(PACKAGE, List.of(), NOW)).contains(settled);
        assertThat(board.place(PACKAGE, SOUTH, 10, Map.of(), NOW)).contains(settled);
        assertThat(board.placed(List.of(PACKAGE, "nowhere"))).isEqualTo(Map.of(PACKAGE, settled));
        assertThat(replicas(NORTH)).isEqualTo(12);
        assertThat(board.unsettled(LATER, 10)).isEmpty();
    }

    @Test
    void countsNothingOfTargetsThatHaveNotComeToBe() {
        // Given
        board.place(PACKAGE, NORTH, 100, Map.of(ODU, 5, OCU, 9), NOW);

        // When
        board.settle(PACKAGE, Map.of(ODU, 4));

        // Then
        assertThat(replicas(NORTH)).isEqualTo(4);
        board.settle(PACKAGE, Map.of(OCU, 2));
        assertThat(replicas(NORTH)).isEqualTo(6);
    }

    @Test
    void showsWhatWasPromisedAndNotAskedForSince() {
        // Given
        board.place("second", NORTH, 10, Map.of(), NOW.plusSeconds(1));
        board.place("first", NORTH, 10, Map.of(), NOW);
        board.place("asked-for", NORTH, 10, Map.of(), NOW);
        board.place("asked-for", SOUTH, 10, Map.of(), LATER);
        board.place("found", NORTH, 10, Map.of(), NOW);
        board.find("found", List.of(SOUTH, NORTH), LATER);
        board.place("not-for-them", NORTH, 10, Map.of(), NOW.plusSeconds(2));
        board.find("not-for-them", List.of(SOUTH), LATER);

        // Then
        assertThat(board.unsettled(LATER, 10)).containsExactly("first", "second", "not-for-them");
        assertThat(board.unsettled(LATER, 1)).containsExactly("first");
        assertThat(board.unsettled(NOW, 10)).isEmpty();
    }

    @Test
    void takesBackOnlyWhatWasNotAskedForSince() {
        // Given
        board.place("settled", NORTH, 100, Map.of(ODU, 1), NOW);
        board.settle("settled", Map.of());
        board.place("asked-for", NORTH, 100, Map.of(ODU, 2), NOW);
        board.find("asked-for", List.of(), LATER);
        board.place(PACKAGE, NORTH, 100, Map.of(ODU, 4), NOW);

        // When
        List.of("settled", "asked-for", PACKAGE, "nowhere").forEach(name -> board.forgetUnsettled(name, LATER));

        // Then
        assertThat(board.placed(List.of("settled", "asked-for", PACKAGE)).keySet())
                .containsExactlyInAnyOrder("settled", "asked-for");
        assertThat(board.unsettled(LATER.plusSeconds(1), 10)).containsExactly("asked-for");
        assertThat(replicas(NORTH)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void forgetsAPackageWithWhatItAskedFor(int asked) {
        // Given
        board.place(PACKAGE, NORTH, 10, Map.of(ODU, 3), NOW);
        board.settle(PACKAGE, Map.of(ODU, asked));
        board.place("other", NORTH, 10, Map.of(OCU, 1), NOW);
        board.place("empty", NORTH, 10, Map.of(), NOW);

        // When
        boolean was = board.forget(PACKAGE);
        boolean again = board.forget(PACKAGE);
        boolean empty = board.forget("empty");

        // Then
        assertThat(was).isTrue();
        assertThat(again).isFalse();
        assertThat(empty).isTrue();
        assertThat(board.placed(List.of(PACKAGE, "empty"))).isEmpty();
        assertThat(board.unsettled(LATER, 10)).containsExactly("other");
        assertThat(replicas(NORTH)).isEqualTo(1);
        assertThat(board.place(PACKAGE, SOUTH, 10, Map.of(), NOW)).contains(new Place(SOUTH, false));
    }

    @Test
    void saysTheSameToAllWhoPlaceOnePackageAtOnce() throws Exception {
        // Given
        List<Callable<Optional<Place>>> placers = IntStream.range(0, 16)
                .<Callable<Optional<Place>>>mapToObj(
                        i -> () -> board.place(PACKAGE, "edge-" + i, 100, Map.of(ODU, 5), NOW))
                .toList();

        // When
        List<Future<Optional<Place>>> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            answers = threads.invokeAll(placers);
        }

        // Then
        Optional<Place> where = board.find(PACKAGE, List.of(), NOW);
        for (Future<Optional<Place>> answer : answers) {
            assertThat(answer.get()).isEqualTo(where);
        }
        assertThat(replicas(where.orElseThrow().site())).isEqualTo(5);
    }

    @Test
    void neverPlacesMoreThanThereIsRoomForWhenManyPlaceAtOnce() throws Exception {
        // Given
        List<Callable<Optional<Place>>> placers = IntStream.range(0, 30)
                .<Callable<Optional<Place>>>mapToObj(
                        i -> () -> board.place("package-" + i, NORTH, 50, Map.of(ODU, 5), NOW))
                .toList();

        // When
        int placed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<Place>> answer : threads.invokeAll(placers)) {
                placed += answer.get().isPresent() ? 1 : 0;
            }
        }

        // Then
        assertThat(placed).isEqualTo(10);
        assertThat(replicas(NORTH)).isEqualTo(50);
    }

    private long replicas(String site) {
        board.offer(List.of(offer(site, 100, 10)));
        return board.sites().get(site).replicas();
    }

    private static Offer offer(String site, double grams, double capacity) {
        return new Offer(site, grams, Events.START, capacity, Duration.ofMillis(5));
    }
}
