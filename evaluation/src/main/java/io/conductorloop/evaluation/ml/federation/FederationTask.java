package io.conductorloop.evaluation.ml.federation;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.Sample;
import io.conductorloop.ml.federation.Aggregation;
import io.conductorloop.ml.federation.FederationClient;
import io.conductorloop.ml.federation.FederationRound;
import io.conductorloop.ml.federation.FederationRound.Outcome;
import io.conductorloop.ml.federation.GlobalModel;
import io.conductorloop.ml.federation.Privacy;
import io.conductorloop.ml.federation.RegressionLearner;
import io.conductorloop.ml.federation.RegressionLearner.Row;
import io.conductorloop.ml.nets.Activation;
import io.conductorloop.ml.nets.DenseNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The next hour's carbon intensity of every grid zone, each zone a client with one or three weeks of its own: learnt together with
 * a third of the clients dropping out of each round, beside one model of all rows and one model each.
 */
public final class FederationTask implements EvaluationTask {
    private static final int SEEDS = 3;
    private static final int FEWEST = 2;
    private static final int[] HOURS = {168, 504};
    private static final int ROUNDS = 40;
    private static final int LOCAL_EPOCHS = 2;
    private static final double RATE = 2e-3;
    private static final double DROPOUT = 0.3;
    private static final Instant DEADLINE = Instant.EPOCH;

    @Override
    public String name() {
        return "federated";
    }

    private enum Way {
        CENTRAL,
        LOCAL,
        MEAN,
        TRIMMED,
        NOISY
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> table = new ArrayList<>();
        for (int hours : HOURS) {
            List<GridZone> zones = GridZone.read(data, hours);
            if (zones.size() < FEWEST) {
                throw new IOException("carbonx: expected " + FEWEST + " zones with " + hours
                        + " hours to learn from and some to test on, found " + zones.size());
            }
            table.addAll(rows(zones, hours));
        }
        return table;
    }

    private static List<Score> rows(List<GridZone> zones, int hours) {
        double[][] errors = new double[Way.values().length][SEEDS];
        for (int way = 0; way < errors.length; way++) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                errors[way][seed - 1] = error(zones, Way.values()[way], seed);
            }
        }
        double central = mean(errors[0]);
        double local = mean(errors[1]);
        double persistence = zones.stream()
                .mapToDouble(zone -> zone.test().stream()
                        .mapToDouble(row -> Math.abs(row.target()))
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
        List<Score> table = new ArrayList<>();
        for (Way way : List.of(Way.MEAN, Way.TRIMMED, Way.NOISY)) {
            Sample relative =
                    new Sample(Arrays.stream(errors[List.of(Way.values()).indexOf(way)])
                            .map(error -> error / central)
                            .toArray());
            String how = way == Way.MEAN ? "FedAvg" : way == Way.TRIMMED ? "trimmed mean" : "clipped, noise";
            table.add(new Score(
                    "federated " + zones.size() + " zones, " + hours + " h, " + how + ", 30 % out",
                    "÷central " + relative.told(),
                    persistence / central,
                    "central 1",
                    relative.mean(),
                    1.0,
                    "≤1.05",
                    way == Way.MEAN ? Score.met(relative.mean() <= 1.05) : Score.Verdict.NONE));
        }
        double gain = 1 - mean(errors[2]) / local;
        table.add(new Score(
                "federated against local, " + hours + " h a zone",
                "MAE ÷ central",
                local / central,
                "local models",
                mean(errors[2]) / central,
                1.0,
                String.format(Locale.ROOT, "≥10 %% better: %.1f %%", 100 * gain),
                hours == HOURS[0] ? Score.met(gain >= 0.1) : Score.Verdict.NONE));
        return table;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double error(List<GridZone> zones, Way way, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DenseNetwork shape =
                DenseNetwork.random(new int[] {GridZone.FEATURES, 16, 1}, Activation.TANH, Activation.IDENTITY, random);
        return switch (way) {
            case CENTRAL -> {
                List<Row> all =
                        zones.stream().flatMap(zone -> zone.train().stream()).toList();
                double[] model = alone(shape, all, random);
                yield zones.stream()
                        .mapToDouble(zone -> error(shape, model, zone.test()))
                        .average()
                        .orElseThrow();
            }
            case LOCAL ->
                zones.stream()
                        .mapToDouble(zone -> error(shape, alone(shape, zone.train(), random), zone.test()))
                        .average()
                        .orElseThrow();
            case MEAN, TRIMMED, NOISY -> {
                double[] model = together(shape, zones, way, random);
                yield zones.stream()
                        .mapToDouble(zone -> error(shape, model, zone.test()))
                        .average()
                        .orElseThrow();
            }
        };
    }

    private static double[] alone(DenseNetwork shape, List<Row> rows, SplittableRandom random) {
        return new RegressionLearner(shape, rows, ROUNDS * LOCAL_EPOCHS, RATE, random).train(shape.parameters());
    }

    private static double[] together(DenseNetwork shape, List<GridZone> zones, Way way, SplittableRandom random) {
        Privacy privacy = way == Way.NOISY ? new Privacy(1, 0.005) : new Privacy(10, 0);
        Aggregation aggregation =
                way == Way.TRIMMED ? new Aggregation.TrimmedMean(0.2) : new Aggregation.WeightedMean();
        List<FederationClient> clients = zones.stream()
                .map(zone -> new FederationClient(
                        zone.name(),
                        new RegressionLearner(shape, zone.train(), LOCAL_EPOCHS, RATE, random.split()),
                        privacy,
                        random.split()))
                .toList();
        List<String> names = clients.stream().map(FederationClient::name).toList();
        GlobalModel model = new GlobalModel(0, shape.parameters().clone());
        for (int i = 0; i < ROUNDS; i++) {
            FederationRound round = new FederationRound(model, names, 2, DEADLINE);
            for (FederationClient client : clients) {
                if (random.nextDouble() >= DROPOUT) {
                    round.receive(client.takePart(model), DEADLINE);
                }
            }
            model = switch (round.outcome(aggregation, DEADLINE.plusSeconds(1))) {
                case Outcome.Moved moved -> moved.model();
                case Outcome.Failed failed -> failed.model();
                case Outcome.Open _ -> model;
            };
        }
        return model.parameters();
    }

    private static double error(DenseNetwork shape, double[] parameters, List<Row> rows) {
        DenseNetwork network = shape.copy();
        System.arraycopy(parameters, 0, network.parameters(), 0, parameters.length);
        return IntStream.range(0, rows.size())
                .mapToDouble(i -> Math.abs(
                        network.forward(rows.get(i).features())[0] - rows.get(i).target()))
                .average()
                .orElseThrow();
    }
}
