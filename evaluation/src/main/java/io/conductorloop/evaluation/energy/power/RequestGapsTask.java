package io.conductorloop.evaluation.energy.power;

import io.conductorloop.energy.sleep.FixedPolicies;
import io.conductorloop.energy.sleep.LatencyBudget;
import io.conductorloop.energy.sleep.LearningPolicy;
import io.conductorloop.energy.sleep.PreWakePlanner;
import io.conductorloop.energy.sleep.RobustPolicy;
import io.conductorloop.energy.sleep.SleepPlan;
import io.conductorloop.energy.sleep.SleepPolicy;
import io.conductorloop.energy.sleep.SleepProfile;
import io.conductorloop.energy.sleep.SleepSchedule;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.LinePlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gaps between the requests of a real service, slept through in the seed report's states. */
final class RequestGapsTask implements EvaluationTask {
    private static final SleepProfile SEED = SleepProfile.seed();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSSS]");
    private static final Duration TARGET = Duration.ofMillis(1);
    private static final double QUANTILE = .99;

    @Override
    public String name() {
        return "request-gaps";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Path file : Columns.files(data.resolve("azure-llm-2023"), ".csv")) {
            String trace = Columns.stem(file).replace("AzureLLMInferenceTrace_", "azure-llm ");
            double[] arrivals = arrivals(file);
            scores.add(ratio(trace, arrivals));
            scores.addAll(preWake(trace, arrivals));
            plot(trace, arrivals, out);
        }
        return scores;
    }

    private static Score ratio(String trace, double[] arrivals) {
        double plain = ratio(FixedPolicies.lowerEnvelope(SEED), arrivals);
        double ours = ratio(new RobustPolicy(SEED, new LearningPolicy(SEED)), arrivals);
        Bound bound = Bound.atMost(1.186);
        return score(trace, "energy / optimum", plain, "1.186 (lower envelope)", ours, 1.0, bound);
    }

    private static double ratio(SleepPolicy policy, double[] arrivals) {
        double spent = 0;
        double least = 0;
        double last = 1;
        for (int i = 1; i < arrivals.length; i++) {
            double idle = arrivals[i] - arrivals[i - 1];
            spent += SEED.energy(policy.next(last), idle);
            least += SEED.optimum(idle);
            policy.learn(idle);
            last = idle;
        }
        return spent / least;
    }

    private static List<Score> preWake(String trace, double[] arrivals) {
        GapReplay replay = new GapReplay(SEED, arrivals);
        GapReplay.Result light = replay.fixed(new SleepPlan(List.of(new SleepPlan.Stretch(0, 1))));
        GapReplay.Result envelope = replay.fixed(SleepPlan.of(SleepSchedule.lowerEnvelope(SEED), SEED.steps()));
        GapReplay.Result ours = planned(replay, QUANTILE);
        double optimum = 0;
        for (int i = 1; i < arrivals.length; i++) {
            optimum += SEED.optimum(arrivals[i] - arrivals[i - 1]);
        }
        double oracle = 1 - optimum / (arrivals[arrivals.length - 1] - arrivals[0]);
        return List.of(
                score(
                        trace + ", pre-wake",
                        "idle energy saved, %",
                        100 * light.saved(),
                        String.format("lower envelope %.1f", 100 * envelope.saved()),
                        100 * ours.saved(),
                        100 * oracle,
                        Bound.atLeast(45)),
                score(
                        trace + ", pre-wake",
                        "added P99, ms",
                        1e3 * light.p99(),
                        String.format("lower envelope %.0f", 1e3 * envelope.p99()),
                        1e3 * ours.p99(),
                        0.0,
                        Bound.atMost(1 + 1e-6)),
                new Score(
                        "request-gaps: " + trace + ", pre-wake",
                        "requests late by > 1 ms, %",
                        100 * light.shareOver(.001),
                        String.format("lower envelope %.1f", 100 * envelope.shareOver(.001)),
                        100 * ours.shareOver(.001),
                        0.0,
                        "≤ 1 from the P99",
                        Score.met(ours.shareOver(.001) <= .01)));
    }

    private static GapReplay.Result planned(GapReplay replay, double quantile) {
        LatencyBudget budget = new LatencyBudget(TARGET, quantile);
        return replay.planned(new PreWakePlanner(SEED, budget), budget);
    }

    /** Energy saved over the share of requests that wait longer than the target, from none to as many as it takes. */
    private static void plot(String trace, double[] arrivals, Path out) throws IOException {
        GapReplay replay = new GapReplay(SEED, arrivals);
        double[] allowed = {0, .002, .005, .01, .02, .03, .05, .08, .12, .2, .3, .5};
        double[] late = new double[allowed.length];
        double[] saved = new double[allowed.length];
        double[] waits = new double[allowed.length];
        for (int i = 0; i < allowed.length; i++) {
            GapReplay.Result result = planned(replay, 1 - allowed[i]);
            late[i] = 100 * result.shareOver(.001);
            saved[i] = 100 * result.saved();
            waits[i] = 1e3 * result.p99();
        }
        GapReplay.Result envelope = replay.fixed(SleepPlan.of(SleepSchedule.lowerEnvelope(SEED), SEED.steps()));
        LinePlot plot = new LinePlot(trace + ": idle energy saved", "requests late by more than 1 ms, %", "saved, %");
        plot.line("planned, pre-wake", late, saved);
        plot.points(
                "lower envelope", new double[] {100 * envelope.shareOver(.001)}, new double[] {100 * envelope.saved()});
        plot.write(out.resolve("request-gaps-" + trace.replace(' ', '-')));
        LinePlot tail = new LinePlot(trace + ": idle energy saved", "added P99, ms", "saved, %");
        tail.line("planned, pre-wake", waits, saved);
        tail.points("lower envelope", new double[] {1e3 * envelope.p99()}, new double[] {100 * envelope.saved()});
        tail.write(out.resolve("request-gaps-p99-" + trace.replace(' ', '-')));
    }

    private static Score score(
            String what,
            String metric,
            @Nullable Double plain,
            String published,
            double ours,
            @Nullable Double oracle,
            Bound bound) {
        return new Score(
                "request-gaps: " + what, metric, plain, published, ours, oracle, bound.text(ours), bound.verdict(ours));
    }

    private static double[] arrivals(Path file) throws IOException {
        List<String> rows = Files.readAllLines(file);
        List<Double> arrivals = new ArrayList<>();
        LocalDateTime first = null;
        for (int line = 1; line < rows.size(); line++) {
            String text = rows.get(line).split(",", 2)[0].strip();
            if (text.isEmpty()) {
                continue;
            }
            try {
                LocalDateTime at = LocalDateTime.parse(text, TIMESTAMP);
                first = first == null ? at : first;
                arrivals.add(Duration.between(first.toInstant(ZoneOffset.UTC), at.toInstant(ZoneOffset.UTC))
                                .toNanos()
                        / 1e9);
            } catch (DateTimeParseException e) {
                throw new IOException(file + ":" + (line + 1) + ": expected a time with 100 ns, found " + text, e);
            }
        }
        if (arrivals.size() < 2) {
            throw new IOException(file + ": expected arrival times, found " + arrivals.size());
        }
        return arrivals.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
