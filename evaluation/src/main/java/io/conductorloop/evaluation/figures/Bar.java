package io.conductorloop.evaluation.figures;

import java.util.Locale;

/** What was to be reached, and what was hoped for; told with how far the figure is from the latter. */
public record Bar(double must, double goal, boolean higherIsBetter) {
    public static Bar atLeast(double must, double goal) {
        return new Bar(must, goal, true);
    }

    public static Bar atMost(double must, double goal) {
        return new Bar(must, goal, false);
    }

    public boolean held(double figure) {
        return reaches(figure, must);
    }

    public String text(double figure) {
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
