package io.conductorloop.evaluation.app;

import io.conductorloop.evaluation.Score;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of an evaluation, for people. */
final class Scoreboard {
    private static final String FORM = "%-52s %-26s %10s  %-28s %10s %10s  %-26s %s%n";

    private Scoreboard() {}

    static String of(List<Score> scores) {
        StringBuilder text = new StringBuilder(
                String.format(FORM, "task", "metric", "baseline", "published", "ours", "oracle", "must", "verdict"));
        for (Score score : scores) {
            text.append(String.format(
                    Locale.ROOT,
                    FORM,
                    score.task(),
                    score.metric(),
                    number(score.baseline()),
                    score.published(),
                    number(score.ours()),
                    number(score.oracle()),
                    score.must(),
                    score.verdict() == Score.Verdict.NONE
                            ? ""
                            : score.verdict().name().toLowerCase(Locale.ROOT)));
        }
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        if (value == null || value.isNaN()) {
            return "–";
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : "%.4g", value);
    }
}
