package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.ml.forecast.LiveRegression;
import io.conductorloop.ml.lifecycle.DriftDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What learning while running brings after a shift, against the same model frozen before it. On each trace a shift is made
 * where the test begins: the load doubles and its day begins six hours later. The World Cup has one of its own as well: the
 * first half of the given rows is before the tournament, the test within it. A made shift's oracle is the same model when
 * the load was always as it is after the shift: more than it knew cannot be learnt.
 */
final class DriftTask implements EvaluationTask {
    private static final double MOST_OF_FROZEN = 0.9;
    private static final double GROWTH = 2;
    private static final double SLACK = 0.25;
    private static final double THRESHOLD = 40;

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (TrafficTask traffic : List.of(TrafficTask.WIKIPEDIA, TrafficTask.NASA, TrafficTask.WORLD_CUP)) {
            try {
                Trace trace = traffic.source().read(data);
                if (traffic.name().equals(TrafficTask.WORLD_CUP.name())) {
                    double floor = Errors.poissonFloor(trace.loads(), trace.testFrom());
                    scores.add(score("the tournament", trace, trace.loads().length / 2, floor));
                }
                int test = trace.testFrom();
                scores.add(score("made", shifted(trace, test), test, error(shifted(trace, 0), Integer.MAX_VALUE)));
            } catch (IOException unusable) {
                scores.add(Score.missing(name() + ", " + traffic.name(), String.valueOf(unusable.getMessage())));
            }
        }
        return scores;
    }

    private static Score score(String shift, Trace trace, int frozenFrom, double oracle) {
        double[] frozenSaid = said(trace, frozenFrom);
        double frozen = Errors.mean(frozenSaid, trace.loads(), trace.testFrom(), trace.loads().length);
        double live = error(trace, Integer.MAX_VALUE);
        return new Score(
                "drift, " + trace.name() + ", shift: " + shift + noticed(trace, frozenSaid, frozenFrom),
                "MAE, frozen is the baseline",
                frozen,
                "",
                live,
                oracle,
                String.format(Locale.ROOT, "must ≤ %.5g (0.9x)", MOST_OF_FROZEN * frozen),
                Score.met(live <= MOST_OF_FROZEN * frozen));
    }

    /** How many rows after the freeze the frozen model's errors made an alarm. */
    private static String noticed(Trace trace, double[] frozenSaid, int frozenFrom) {
        DriftDetector detector = new DriftDetector(SLACK, THRESHOLD);
        for (int i = Math.max(0, frozenFrom - trace.cadence().week()); i < trace.loads().length; i++) {
            double error = Math.abs(frozenSaid[i] - trace.loads()[i]);
            if (!Double.isNaN(error) && detector.drifted(error) && i >= frozenFrom) {
                return ", noticed after " + (i - frozenFrom);
            }
        }
        return ", not noticed";
    }

    private static double[] said(Trace trace, int frozenFrom) {
        LiveRegression regression = new LiveRegression(trace.cadence());
        double[] said = new double[trace.loads().length];
        for (int i = 0; i < said.length; i++) {
            if (i == frozenFrom) {
                regression.freeze();
            }
            said[i] = regression.forecast();
            regression.observe(trace.loads()[i]);
        }
        return said;
    }

    private static double error(Trace trace, int frozenFrom) {
        return Errors.mean(said(trace, frozenFrom), trace.loads(), trace.testFrom(), trace.loads().length);
    }

    private static Trace shifted(Trace trace, int from) {
        double[] loads = trace.loads().clone();
        int hours = trace.cadence().day() / 4;
        for (int i = from; i < loads.length; i++) {
            loads[i] = GROWTH * trace.loads()[Math.max(0, i - hours)];
        }
        return new Trace(trace.name(), trace.cadence(), loads);
    }
}
