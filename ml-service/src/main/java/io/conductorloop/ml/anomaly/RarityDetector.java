package io.conductorloop.ml.anomaly;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Joins how rare four plain figures of a series are: the step from the value before, the shift of the short mean from the
 * long one, the distance from what this hour of the day usually brings, and the spread of the last values. Each figure is
 * judged by its own past ({@link TailProbability}), so a series needs no unit and no setting of its own; the negative
 * logarithms are added (Fisher's method) and smoothed a little. After an alarm the detector rests: a later value has a
 * score only when it is more unusual than all within the rest, whatever threshold is set on the scores.
 *
 * <p>Memory is bounded: four rings, and one more of the rest's length.
 */
public final class RarityDetector implements SeriesDetector {
    /** What can be unusual about a series. */
    public enum Figure {
        STEP,
        SHIFT,
        HOUR_OF_DAY,
        SPREAD
    }

    private static final int MEMORY = 8000;
    private static final double TAIL = 0.05;
    private static final double MOST = 8;
    private static final double SMOOTHING = 0.5;
    private static final double SLOWEST = 0.002;
    private static final double SHORT_MEAN = 0.1;
    private static final int SPREAD_LENGTH = 24;
    private static final int HOURS = 24;
    private static final int LEAST_OF_HOUR = 6;
    private static final double HOUR_RATE = 0.02;
    private static final double EXCEEDS = 1.05;

    private final Map<Figure, Track> tracks = new EnumMap<>(Figure.class);
    private final double[] recent = new double[SPREAD_LENGTH];
    private final double[] hourMean = new double[HOURS];
    private final long[] hourCount = new long[HOURS];
    private final double[] rest;
    private long seen;
    private double longMean;
    private double shortMean;
    private double smoothed;

    /**
     * A detector that knows nothing yet.
     *
     * @param rest how many values it rests after one was found unusual; a fifth of its warm-up is a good choice
     */
    public RarityDetector(int rest) {
        this.rest = new double[Math.max(1, rest)];
        for (Figure figure : Figure.values()) {
            tracks.put(figure, new Track());
        }
    }

    @Override
    public double observe(Instant time, double value) {
        if (seen == 0) {
            longMean = value;
            shortMean = value;
        }
        int hour = time.atOffset(ZoneOffset.UTC).getHour();
        double before = recent[Math.floorMod(seen - 1, SPREAD_LENGTH)];
        recent[(int) (seen % SPREAD_LENGTH)] = value;
        shortMean += (value - shortMean) * SHORT_MEAN;
        double fromHour = hourCount[hour] < LEAST_OF_HOUR ? 0 : Math.abs(value - hourMean[hour]);
        double sum = judge(Figure.STEP, seen == 0 ? 0 : Math.abs(value - before))
                + judge(Figure.SHIFT, Math.abs(shortMean - longMean))
                + judge(Figure.HOUR_OF_DAY, fromHour)
                + judge(Figure.SPREAD, seen < SPREAD_LENGTH ? 0 : spread());
        longMean += (value - longMean) * Math.max(SLOWEST, 1.0 / (seen + 1));
        hourMean[hour] += (value - hourMean[hour]) * Math.max(HOUR_RATE, 1.0 / (hourCount[hour] + 1));
        hourCount[hour]++;
        smoothed += SMOOTHING * (sum - smoothed);
        double most = Arrays.stream(rest).max().orElse(0);
        rest[(int) (seen++ % rest.length)] = smoothed;
        return smoothed > EXCEEDS * most ? smoothed / (1 + smoothed) : 0;
    }

    /** What was most unusual about the last value. */
    public Figure rarest() {
        Figure rarest = Figure.STEP;
        double most = -1;
        for (Map.Entry<Figure, Track> entry : tracks.entrySet()) {
            if (entry.getValue().rarity > most) {
                rarest = entry.getKey();
                most = entry.getValue().rarity;
            }
        }
        return rarest;
    }

    private double judge(Figure figure, double size) {
        return Objects.requireNonNull(tracks.get(figure)).judge(size);
    }

    private double spread() {
        double sum = 0;
        double squares = 0;
        for (double value : recent) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / SPREAD_LENGTH;
        return Math.sqrt(Math.max(0, squares / SPREAD_LENGTH - mean * mean));
    }

    private static final class Track {
        private final TailProbability past = new TailProbability(MEMORY, TAIL);
        private double rarity;

        double judge(double size) {
            rarity = Math.min(MOST, -Math.log10(past.of(size)));
            past.add(size);
            return rarity;
        }
    }
}
