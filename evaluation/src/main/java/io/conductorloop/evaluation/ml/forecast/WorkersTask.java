package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.workers.Staffing;
import io.conductorloop.ml.workers.WorkerLimits;
import io.conductorloop.ml.workers.WorkerPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many workers are planned and how often they were too few. The traces have no service times, so a worker's capacity is
 * assumed: the mean load before the test keeps {@value #WORKERS_AT_MEAN} workers busy.
 */
final class WorkersTask implements EvaluationTask {
    private static final int WORKERS_AT_MEAN = 10;
    private static final double MARGIN = 0.95;

    private static final List<Wanted> WANTED = List.of(
            new Wanted(TrafficTask.WIKIPEDIA, 0.0130, 1.48, 1.30),
            new Wanted(TrafficTask.NASA, 0.0435, 1.73, 1.55),
            new Wanted(TrafficTask.WORLD_CUP, 0.0139, 1.154, 1.12));

    /**
     * What was to be reached on one trace.
     *
     * @param tooFew share of the steps that may have too few workers
     * @param must worker-steps over those of whoever knows the load
     */
    private record Wanted(TrafficTask traffic, double tooFew, double must, double goal) {}

    /**
     * What a plan came to.
     *
     * @param tooFew share of the steps with too few workers
     * @param ratio worker-steps over those of whoever knows the load
     */
    private record Outcome(double tooFew, double ratio) {}

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Wanted wanted : WANTED) {
            try {
                scores.addAll(evaluate(wanted, wanted.traffic().source().read(data)));
            } catch (IOException unusable) {
                scores.add(
                        Score.missing(name() + ", " + wanted.traffic().name(), String.valueOf(unusable.getMessage())));
            }
        }
        return scores;
    }

    private static List<Score> evaluate(Wanted wanted, Trace trace) {
        double mean = Arrays.stream(trace.loads(), 0, trace.testFrom())
                .filter(load -> load >= 0)
                .average()
                .orElse(1);
        Staffing staffing = new Staffing.FixedCapacity(mean / WORKERS_AT_MEAN);
        Contest contest = Contest.of(trace);
        double risk = MARGIN * wanted.tooFew();
        Outcome plain = play(
                trace,
                new CalibratedForecaster(wanted.traffic().baseline().apply(trace)),
                staffing,
                risk,
                trace.testFrom(),
                trace.loads().length);
        QuantileForecaster chosen = cheaper(contest, trace, staffing, risk);
        Outcome ours = play(trace, chosen, staffing, risk, trace.testFrom(), trace.loads().length);
        String row =
                String.format(Locale.ROOT, "workers, %s, %.4g requests each", trace.name(), mean / WORKERS_AT_MEAN);
        String published = String.format(Locale.ROOT, "%.2f %% at %.3fx", 100 * wanted.tooFew(), wanted.must());
        return List.of(
                new Score(
                        row,
                        "steps with too few, %",
                        100 * plain.tooFew(),
                        published,
                        100 * ours.tooFew(),
                        0.0,
                        String.format(Locale.ROOT, "must ≤ %.2f", 100 * wanted.tooFew()),
                        Score.met(ours.tooFew() <= wanted.tooFew())),
                new Score(
                        row,
                        "worker-steps / oracle",
                        plain.ratio(),
                        published,
                        ours.ratio(),
                        1.0,
                        String.format(Locale.ROOT, "must ≤ %.3f", wanted.must()),
                        Score.met(ours.ratio() <= wanted.must())),
                new Score(
                        row,
                        "worker-steps / oracle",
                        plain.ratio(),
                        published,
                        ours.ratio(),
                        1.0,
                        String.format(Locale.ROOT, "goal ≤ %.3f", wanted.goal()),
                        Score.met(ours.ratio() <= wanted.goal() && ours.tooFew() <= wanted.tooFew())));
    }

    /** The forecaster that took fewer workers on the validation; the transformer only where it kept to the accepted risk. */
    private static QuantileForecaster cheaper(Contest contest, Trace trace, Staffing staffing, double risk) {
        Outcome transformer =
                play(trace, contest.transformer(), staffing, risk, trace.validationFrom(), trace.testFrom());
        Outcome regression =
                play(trace, contest.regression(), staffing, risk, trace.validationFrom(), trace.testFrom());
        boolean kept = transformer.tooFew() <= Math.max(risk, regression.tooFew());
        return kept && transformer.ratio() < regression.ratio() ? contest.transformer() : contest.regression();
    }

    /** Plans every step up to row {@code to} from the rows before it and counts from row {@code from} on. */
    private static Outcome play(
            Trace trace, QuantileForecaster forecaster, Staffing staffing, double risk, int from, int to) {
        WorkerPlanner planner =
                new WorkerPlanner(forecaster, staffing, trace.cadence().step(), risk);
        int tooFew = 0;
        long planned = 0;
        long needed = 0;
        int steps = 0;
        for (int i = 0; i < to; i++) {
            if (i >= from && trace.loads()[i] >= 0) {
                int workers = planner.plan(WorkerLimits.none()).workers();
                int enough = staffing.workersFor(trace.loads()[i]);
                planned += workers;
                needed += enough;
                tooFew += workers < enough ? 1 : 0;
                steps++;
            }
            planner.observe(trace.loads()[i]);
        }
        return new Outcome(tooFew / (double) steps, planned / (double) needed);
    }
}
