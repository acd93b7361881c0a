package io.conductorloop.energy.renewables;

import io.conductorloop.energy.forecast.Ridge;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the wind turbines or solar panels of a region will give in the day to come, from a forecast of wind speed or irradiance: a ridge
 * regression on it, on what they gave at the same time the day before, and on the mean of the week before. Wind has its powers up to
 * the third, as turbines do below their rated speed; sun its share of each hour of the day, and how far it is from the week's.
 *
 * <p>Whose weather is which is not always told: rows may be labelled with the time at which a forecast was made, or the middle of
 * an hour. So the shift between weather and output is found from the past, as the one at which they go together best, the daily cycle
 * taken out of both. It is learnt anew each week from the last year. One instance serves one region and kind, on one thread at a time.
 */
public final class OutputForecaster {
    /** What drives the output. */
    public enum Kind {
        /** Wind speed, m/s. */
        WIND,
        /** Irradiance at the ground, W/m². */
        SOLAR
    }

    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;
    private static final int LEARNT_FROM = 365 * DAY;
    private static final int FEWEST = 28 * DAY;
    private static final int EARLIEST = -6;
    private static final int LATEST = 2 * DAY;
    private static final int NEAR = 2;
    private static final double PENALTY = 10;
    private static final int[] AROUND_WIND = {-2, 0, 2};
    private static final int[] AROUND_SUN = {-2, -1, 0, 1, 2};
    private static final double METRES_PER_SECOND = 10;
    private static final double WATTS_PER_SQUARE_METRE = 500;

    private final Kind kind;
    private Fit fit = new Fit(new Ridge(0, 0, 0), 0, 1);
    private long fittedAt = Long.MIN_VALUE;

    /** Nothing was learnt yet. */
    public OutputForecaster(Kind kind) {
        this.kind = kind;
    }

    /** {@code lag} is by how many hours the weather's rows are to be moved on, {@code scale} the mean output. */
    private record Fit(Ridge ridge, int lag, double scale) {}

    /**
     * The day after the last hour that is measured.
     *
     * @param output measured, in any unit, none negative; its end is now
     * @param weather as forecast for the past and for the day to come
     * @return in the unit of the output; {@link Double#NaN} where the weather is not known, and throughout with less than four weeks of both
     */
    public Hours nextDay(Hours output, Hours weather) {
        long now = output.end();
        if (!fit.ridge().isFitted() || Math.abs(now - fittedAt) >= WEEK) {
            fit = learn(output, weather);
            fittedAt = now;
        }
        double[] expected = new double[DAY];
        Arrays.setAll(expected, ahead -> predict(output, weather, now + ahead));
        return Hours.of(now, expected);
    }

    /** By how many hours the weather's rows are taken to be early; known once a day has been forecast. */
    public int lag() {
        return fit.lag();
    }

    private double predict(Hours output, Hours weather, long hour) {
        double[] features = features(output, weather, hour, fit);
        return fit.ridge().isFitted() && isKnown(features)
                ? Math.max(0, fit.ridge().predict(features)) * fit.scale()
                : Double.NaN;
    }

    private Fit learn(Hours output, Hours weather) {
        long from = Math.max(output.first(), output.end() - LEARNT_FROM);
        double mean = Arrays.stream(output.values())
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0);
        int lag = lag(output, weather, from);
        Fit blank = new Fit(new Ridge(size(), PENALTY, FEWEST), lag, mean > 0 ? mean : 1);
        for (long hour = from; hour < output.end(); hour++) {
            double[] features = features(output, weather, hour, blank);
            double target = output.at(hour) / blank.scale();
            if (!Double.isNaN(target) && isKnown(features)) {
                blank.ridge().add(features, target);
            }
        }
        blank.ridge().fit();
        return blank;
    }

    private int size() {
        return switch (kind) {
            case WIND -> 2 + 3 * AROUND_WIND.length + DAY;
            case SOLAR -> 2 + AROUND_SUN.length + 3 * DAY;
        };
    }

    private double[] features(Hours output, Hours weather, long hour, Fit fit) {
        int time = (int) Math.floorMod(hour, (long) DAY);
        double[] features = new double[size()];
        double week = week(output, hour) / fit.scale();
        features[0] = output.at(hour - DAY) / fit.scale();
        features[1] = week;
        long at = hour - fit.lag();
        int next = 2;
        switch (kind) {
            case WIND -> {
                for (int around : AROUND_WIND) {
                    double speed = near(weather, at + around) / METRES_PER_SECOND;
                    features[next++] = speed;
                    features[next++] = speed * speed;
                    features[next++] = speed * speed * speed;
                }
                features[next + time] = 1;
            }
            case SOLAR -> {
                for (int around : AROUND_SUN) {
                    features[next++] = near(weather, at + around) / WATTS_PER_SQUARE_METRE;
                }
                double sun = near(weather, at) / WATTS_PER_SQUARE_METRE;
                features[next + time] = sun;
                features[next + DAY + time] = week;
                features[next + 2 * DAY + time] = sun - week(weather, at) / WATTS_PER_SQUARE_METRE;
            }
        }
        return features;
    }

    /** The hour's weather, or the last there is where that is an hour or two before. */
    private static double near(Hours weather, long hour) {
        long last = weather.end() - 1;
        return weather.at(hour > last && hour <= last + NEAR ? last : hour);
    }

    /** The mean of the same time on the seven days before, of those that are known. */
    private static double week(Hours hours, long hour) {
        double sum = 0;
        int known = 0;
        for (int back = DAY; back <= WEEK; back += DAY) {
            double value = hours.at(hour - back);
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return sum / known;
    }

    private static boolean isKnown(double[] features) {
        return Arrays.stream(features).allMatch(Double::isFinite);
    }

    /** The shift with the highest correlation of both, less their means by time of day. */
    private static int lag(Hours output, Hours weather, long from) {
        double[] deviations = deviations(output, from, output.end());
        long first = from - LATEST;
        double[] shifted = deviations(weather, first, output.end() - EARLIEST);
        return IntStream.rangeClosed(EARLIEST, LATEST)
                .boxed()
                .max((one, other) -> Double.compare(
                        correlation(deviations, shifted, LATEST - one),
                        correlation(deviations, shifted, LATEST - other)))
                .orElse(0);
    }

    private static double[] deviations(Hours hours, long from, long to) {
        double[] sums = new double[DAY];
        int[] counts = new int[DAY];
        for (long hour = from; hour < to; hour++) {
            double value = hours.at(hour);
            if (!Double.isNaN(value)) {
                int time = (int) Math.floorMod(hour, (long) DAY);
                sums[time] += value;
                counts[time]++;
            }
        }
        double[] deviations = new double[(int) (to - from)];
        for (int i = 0; i < deviations.length; i++) {
            int time = (int) Math.floorMod(from + i, (long) DAY);
            deviations[i] = hours.at(from + i) - sums[time] / counts[time];
        }
        return deviations;
    }

    /** Of {@code one[i]} and {@code other[i + offset]} where both are known; 0 where either does not vary. */
    private static double correlation(double[] one, double[] other, int offset) {
        double sum = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            double a = one[i];
            double b = other[i + offset];
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                sum += a * b;
                ones += a * a;
                others += b * b;
            }
        }
        return ones > 0 && others > 0 ? sum / Math.sqrt(ones * others) : 0;
    }
}
