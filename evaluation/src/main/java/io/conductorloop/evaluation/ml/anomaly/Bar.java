package io.conductorloop.evaluation.ml.anomaly;

import java.util.Locale;

/** What was to be reached, and what was hoped for; told with how far the figure is from the latter. */
record Bar(double must, double goal, boolean higherIsBetter) {
    static Bar atLeast(double must, double goal) {
        return new Bar(must, goal, true);
    }

    static Bar atMost(double must, double goal) {
        return new Bar(must, goal, false);
    }

    boolean held(double figure) {
        return reaches(figure, must);
    }

    String text(double figure) {
        String sign = higherIsBetter ? "≥" : "≤";
        String told = reaches(figure, goal) ? "met" : "off by " + number(Math.abs(figure - goal));
        return sign + number(must) + "; goal " + sign + number(goal) + " " + told;
    }

    private boolean reaches(double figure, double level) {
        return higherIsBetter ? figure >= level : figure <= level;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
