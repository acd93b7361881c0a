package io.conductorloop.evaluation.energy.power;

import io.conductorloop.evaluation.Score;
import java.util.Locale;

/** A must and a goal beyond it, and how a figure stands to both. */
record Bound(double must, double goal, boolean upper) {
    static Bound atMost(double must, double goal) {
        return new Bound(must, goal, true);
    }

    static Bound atMost(double must) {
        return atMost(must, must);
    }

    static Bound atLeast(double must, double goal) {
        return new Bound(must, goal, false);
    }

    static Bound atLeast(double must) {
        return atLeast(must, must);
    }

    Score.Verdict verdict(double figure) {
        return Score.met(holds(figure, must));
    }

    /** The must, and the goal with what is missing to it, for people. */
    String text(double figure) {
        String sign = upper ? "≤ " : "≥ ";
        String text = sign + number(must);
        if (goal == must) {
            return text;
        }
        String missing = holds(figure, goal) ? " met" : " missed by " + number(Math.abs(figure - goal));
        return text + "; goal " + sign + number(goal) + missing;
    }

    private boolean holds(double figure, double bound) {
        return upper ? figure <= bound : figure >= bound;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
