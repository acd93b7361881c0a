package io.conductorloop.ml.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conductorloop.ml.federation.CoordinatorElection.Member;
import io.conductorloop.ml.federation.FederationRound.Outcome;
import io.conductorloop.ml.federation.FederationRound.Reception;
import io.conductorloop.ml.nets.Activation;
import io.conductorloop.ml.nets.DenseNetwork;
import io.conductorloop.ml.nets.Vectors;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FederationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(10);
    private static final GlobalModel MODEL = new GlobalModel(4, new double[] {1, 2});

    private static ClientUpdate update(String client, double first, double second, int samples) {
        return new ClientUpdate(client, 4, new double[] {first, second}, samples);
    }

    private static DenseNetwork shape() {
        return DenseNetwork.random(new int[] {3, 4, 1}, Activation.TANH, Activation.IDENTITY, new SplittableRandom(1));
    }

    private static FederationClient client(List<RegressionLearner.Row> rows, Privacy privacy) {
        return new FederationClient(
                "a",
                new RegressionLearner(shape(), rows, 3, 0.01, new SplittableRandom(2)),
                privacy,
                new SplittableRandom(3));
    }

    private static List<RegressionLearner.Row> rows(int count) {
        SplittableRandom random = new SplittableRandom(9);
        List<RegressionLearner.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] features = random.doubles(3, -1, 1).toArray();
            rows.add(new RegressionLearner.Row(features, features[0] - features[1]));
        }
        return rows;
    }

    @Test
    void noRawRowLeavesAClient() {
        // Given: everything a client gives away, for few rows and for many
        GlobalModel model = new GlobalModel(0, shape().parameters().clone());
        List<RegressionLearner.Row> rows = rows(200);
        Set<Double> raw = new HashSet<>();
        for (RegressionLearner.Row row : rows) {
            raw.add(row.target());
            Arrays.stream(row.features()).forEach(raw::add);
        }

        // When
        ClientUpdate many = client(rows, new Privacy(1, 0)).takePart(model);
        ClientUpdate few = client(rows.subList(0, 5), new Privacy(1, 0)).takePart(model);

        // Then: as long as the model however many the rows, no value of a row in it, and no other field
        assertThat(many.change()).hasSameSizeAs(few.change()).hasSize(model.parameters().length);
        assertThat(Arrays.stream(many.change()).boxed()).doesNotContainAnyElementsOf(raw);
        assertThat(Arrays.stream(ClientUpdate.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("client", "baseVersion", "change", "samples");
    }

    @Test
    void aChangeIsClippedAndNoiseHasTheConfiguredSize() {
        // Given
        double[] large = new double[10_000];
        Arrays.fill(large, 1);

        // When
        double[] clipped = new Privacy(2, 0).protect(large, new SplittableRandom(1));
        double[] noisy = new Privacy(2, 0.1).protect(new double[10_000], new SplittableRandom(1));

        // Then
        assertThat(Vectors.length(clipped)).isCloseTo(2, within(1e-9));
        assertThat(Vectors.length(noisy) / 100).isCloseTo(0.2, within(0.01));
    }

    @Test
    void theMeanIsWeightedBySamples() {
        assertThat(new Aggregation.WeightedMean().join(List.of(update("a", 1, 0, 30), update("b", 5, 4, 10))))
                .containsExactly(2, 1);
    }

    @Test
    void oneLiarMovesTheTrimmedMeanLittle() {
        // Given
        List<ClientUpdate> updates = List.of(
                update("a", 1, 1, 10),
                update("b", 1.1, 0.9, 10),
                update("c", 0.9, 1.1, 10),
                update("d", 1, 1, 10),
                update("liar", 1e9, -1e9, 1_000_000));

        // When
        double[] trimmed = new Aggregation.TrimmedMean(0.2).join(updates);
        double[] median = new Aggregation.TrimmedMean(0.5).join(updates);

        // Then
        assertThat(trimmed[0]).isBetween(0.9, 1.1);
        assertThat(median).containsExactly(new double[] {1, 1}, within(0.11));
        assertThatThrownBy(() -> new Aggregation.TrimmedMean(0.6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoundWaitsForAllOrTheDeadlineAndNeedsAQuorum() {
        // Given
        FederationRound round = new FederationRound(MODEL, List.of("a", "b", "c"), 2, DEADLINE);
        Aggregation mean = new Aggregation.WeightedMean();

        // When, Then
        round.receive(update("a", 1, 1, 10), NOW);
        assertThat(round.outcome(mean, NOW)).isEqualTo(new Outcome.Open(1));
        assertThat(round.outcome(mean, DEADLINE.plusMillis(1))).isEqualTo(new Outcome.Failed(MODEL, 1));
        round.receive(update("b", 1, 1, 10), NOW);
        assertThat(round.outcome(mean, DEADLINE.plusMillis(1))).isInstanceOfSatisfying(Outcome.Moved.class, moved -> {
            assertThat(moved.model().version()).isEqualTo(5);
            assertThat(moved.model().parameters()).containsExactly(2, 3);
        });
    }

    @Test
    void refusesWhatIsLateBrokenForeignOrSentTwice() {
        FederationRound round = new FederationRound(MODEL, List.of("a", "b"), 1, DEADLINE);

        assertThat(round.receive(update("x", 1, 1, 1), NOW)).isEqualTo(Reception.NOT_INVITED);
        assertThat(round.receive(update("a", 1, 1, 1), DEADLINE.plusMillis(1))).isEqualTo(Reception.STALE);
        assertThat(round.receive(new ClientUpdate("a", 3, new double[2], 1), NOW))
                .isEqualTo(Reception.STALE);
        assertThat(round.receive(new ClientUpdate("a", 4, new double[3], 1), NOW))
                .isEqualTo(Reception.MALFORMED);
        assertThat(round.receive(update("a", Double.NaN, 1, 1), NOW)).isEqualTo(Reception.MALFORMED);
        assertThat(round.receive(update("a", 1, 1, 1), NOW)).isEqualTo(Reception.TAKEN);
        assertThat(round.receive(update("a", 2, 2, 1), NOW)).isEqualTo(Reception.REPEATED);
    }

    @Test
    void theFirstNameAliveWithTheNewestModelCoordinates() {
        Map<String, Member> heard = Map.of(
                "a",
                new Member(NOW.minusSeconds(60), 4),
                "aa",
                new Member(NOW, 3),
                "b",
                new Member(NOW.minusSeconds(5), 4),
                "c",
                new Member(NOW, 4));

        assertThat(CoordinatorElection.elect(heard, NOW, Duration.ofSeconds(30)))
                .contains("b");
        assertThat(CoordinatorElection.elect(heard, NOW, Duration.ofSeconds(90)))
                .contains("a");
        assertThat(CoordinatorElection.elect(Map.of(), NOW, Duration.ofSeconds(30)))
                .isEmpty();
    }

    @Test
    void trainingLowersTheErrorAndLeavesTheGivenModelAlone() {
        // Given
        double[] start = shape().parameters().clone();
        double[] kept = start.clone();
        RegressionLearner learner = new RegressionLearner(shape(), rows(300), 60, 0.01, new SplittableRandom(4));

        // When
        double[] trained = learner.train(start);

        // Then
        assertThat(start).isEqualTo(kept);
        assertThat(error(trained)).isLessThan(0.2 * error(start));
    }

    private static double error(double[] parameters) {
        DenseNetwork network = shape();
        System.arraycopy(parameters, 0, network.parameters(), 0, parameters.length);
        return rows(300).stream()
                .mapToDouble(row -> Math.abs(network.forward(row.features())[0] - row.target()))
                .sum();
    }
}
