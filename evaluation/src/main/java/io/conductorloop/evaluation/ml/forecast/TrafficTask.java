package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.ml.forecast.Ewma;
import io.conductorloop.ml.forecast.Forecaster;
import io.conductorloop.ml.forecast.SeasonalNaive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * How near the load of the next step is foreseen, by mean absolute error over the last fifth of the rows.
 *
 * @param source the trace in the data folder
 * @param baseline the plain forecast to beat, tuned on rows before the test
 * @param most the baseline's error on the test rows, to the error that must not be exceeded
 * @param goal the same, to the error that is hoped for
 */
record TrafficTask(
        String name,
        Trace.Source source,
        Function<Trace, Forecaster> baseline,
        String published,
        DoubleUnaryOperator most,
        DoubleUnaryOperator goal)
        implements EvaluationTask {
    private static final double[] EWMA_WEIGHTS = {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1
    };

    static final TrafficTask WIKIPEDIA = new TrafficTask(
            "wikipedia",
            Trace::wikipedia,
            trace -> new SeasonalNaive(trace.cadence().week()),
            "naive 180158, season 131927",
            baseline -> Math.nextDown(baseline),
            baseline -> 118_000);
    static final TrafficTask NASA = new TrafficTask(
            "nasa",
            Trace::nasa,
            TrafficTask::tunedEwma,
            "naive 12.43, EWMA 10.49",
            baseline -> Math.min(baseline, 10.49),
            baseline -> 10.2);
    static final TrafficTask WORLD_CUP = new TrafficTask(
            "world-cup",
            Trace::worldCup,
            TrafficTask::tunedEwma,
            "EWMA 237 on other rows",
            baseline -> baseline,
            baseline -> 0.95 * baseline);

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        Trace trace = source.read(data);
        double[] loads = trace.loads();
        Forecaster plain = baseline.apply(trace);
        double[] baselineSaid = Errors.oneStepForecasts(plain, loads);
        Contest contest = Contest.of(trace);
        Bands bands = Bands.of(contest.served(), trace);
        double[] weSaid = bands.said();
        ForecastPlots.forecast(out.resolve(name + "-forecast"), trace, bands);
        ForecastPlots.errors(out.resolve(name + "-errors"), trace, plain.name(), baselineSaid, weSaid);

        double theirs = Errors.mean(baselineSaid, loads, trace.testFrom(), loads.length);
        double ours = Errors.mean(weSaid, loads, trace.testFrom(), loads.length);
        double floor = Errors.poissonFloor(loads, trace.testFrom());
        double must = most.applyAsDouble(theirs);
        double hoped = goal.applyAsDouble(theirs);
        Bootstrap interval = Bootstrap.ofMean(
                Errors.absolute(weSaid, loads, trace.testFrom()),
                trace.cadence().day());
        String row = name + ": next step, by " + contest.servedName();
        String metric = "MAE, against " + plain.name();
        return List.of(
                score(row, metric + ", 95 % " + interval, theirs, ours, floor, "must", must),
                score(row, metric, theirs, ours, floor, "goal", hoped),
                new Score(
                        name + ": transformer, chosen against live regression",
                        "MAE on validation, seed " + Contest.SEED,
                        contest.regressionError(),
                        "",
                        contest.transformerError(),
                        null,
                        "",
                        Score.Verdict.NONE),
                new Score(
                        row,
                        "rows below quantile 0.95, %",
                        null,
                        "95 by construction",
                        100 * bands.below(trace),
                        null,
                        "",
                        Score.Verdict.NONE));
    }

    private Score score(
            String row, String metric, double theirs, double ours, double floor, String kind, double wanted) {
        return new Score(
                row,
                metric,
                theirs,
                published,
                ours,
                floor,
                String.format(Locale.ROOT, "%s ≤ %.5g", kind, wanted),
                Score.met(ours <= wanted));
    }

    /** The smoothing that does best on the rows before the test. */
    static Forecaster tunedEwma(Trace trace) {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (double weight : EWMA_WEIGHTS) {
            double[] said = Errors.oneStepForecasts(new Ewma(weight), trace.loads());
            double error = Errors.mean(said, trace.loads(), trace.validationFrom(), trace.testFrom());
            if (error < least) {
                least = error;
                best = weight;
            }
        }
        return new Ewma(best);
    }
}
