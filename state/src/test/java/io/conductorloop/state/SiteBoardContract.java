package io.conductorloop.state;

import static io.conductorloop.state.Events.OCU;
import static io.conductorloop.state.Events.ODU;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.state.SiteBoard.Offer;
import io.conductorloop.state.SiteBoard.Site;
import java.time.Duration;
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

/** What {@link SiteBoard} promises, of any provider. */
public abstract class SiteBoardContract {
    private static final String NORTH = "edge-north";
    private static final String SOUTH = "edge-south";
    private static final String PACKAGE = "oran-odu--odu-high-phy";

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
        Optional<String> first = board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5));

        // When
        Optional<String> second = board.place(PACKAGE, SOUTH, 10, Map.of(ODU, 5));

        // Then
        assertThat(first).contains(NORTH);
        assertThat(second).contains(NORTH);
        assertThat(board.placed(List.of(PACKAGE, "another"))).isEqualTo(Map.of(PACKAGE, NORTH));
    }

    @Test
    void placesNothingBeyondTheCapacity() {
        // Given
        board.place("full", NORTH, 10, Map.of(OCU, 6));

        // When
        Optional<String> tooMuch = board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5));
        Optional<String> exact = board.place(PACKAGE, NORTH, 10, Map.of(ODU, 4));

        // Then
        assertThat(tooMuch).isEmpty();
        assertThat(exact).contains(NORTH);
        assertThat(replicas(NORTH)).isEqualTo(10);
    }

    @Test
    void countsWhatPlacedPackagesAskForNow() {
        // Given
        board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5));

        // When
        board.count(PACKAGE, Map.of(ODU, 3, OCU, 9));
        board.count(PACKAGE, Map.of());
        board.count("nowhere", Map.of(ODU, 7));

        // Then
        assertThat(replicas(NORTH)).isEqualTo(12);
    }

    @Test
    void forgetsAPackageWithWhatItAskedFor() {
        // Given
        board.place(PACKAGE, NORTH, 10, Map.of(ODU, 5));
        board.place("other", NORTH, 10, Map.of(OCU, 1));

        // When
        boolean was = board.forget(PACKAGE);
        boolean again = board.forget(PACKAGE);

        // Then
        assertThat(was).isTrue();
        assertThat(again).isFalse();
        assertThat(board.placed(List.of(PACKAGE))).isEmpty();
        assertThat(replicas(NORTH)).isEqualTo(1);
        assertThat(board.place(PACKAGE, SOUTH, 10, Map.of())).contains(SOUTH);
    }

    @Test
    void saysTheSameToAllWhoPlaceOnePackageAtOnce() throws Exception {
        // Given
        List<Callable<Optional<String>>> placers = IntStream.range(0, 16)
                .<Callable<Optional<String>>>mapToObj(i -> () -> board.place(PACKAGE, "edge-" + i, 100, Map.of(ODU, 5)))
                .toList();

        // When
        List<Future<Optional<String>>> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            answers = threads.invokeAll(placers);
        }

        // Then
        Optional<String> where = Optional.of(board.placed(List.of(PACKAGE)).get(PACKAGE));
        for (Future<Optional<String>> answer : answers) {
            assertThat(answer.get()).isEqualTo(where);
        }
        assertThat(replicas(where.orElseThrow())).isEqualTo(5);
    }

    @Test
    void neverPlacesMoreThanThereIsRoomForWhenManyPlaceAtOnce() throws Exception {
        // Given
        List<Callable<Optional<String>>> placers = IntStream.range(0, 30)
                .<Callable<Optional<String>>>mapToObj(i -> () -> board.place("package-" + i, NORTH, 50, Map.of(ODU, 5)))
                .toList();

        // When
        int placed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<String>> answer : threads.invokeAll(placers)) {
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
