package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Learns a grid's next day from its whole past by ridge regressions, on logarithms, of the deviation from the recent daily
 * profile ({@link GridFeatures}): for each slot ahead the mean of one over all times of day, which knows soon, and one for
 * each time of day, which knows better where the sun decides. It learns with every slot that becomes known, and measures itself on the
 * forecasts it made before it knew: its intervals follow its own misses (Gibbs and Candès 2021), so that they hold 80 % in
 * the long run whatever the grid does.
 *
 * <p>One instance serves one grid: asked about a longer past of the series it was asked about before, it learns only what is
 * new; asked about another, it begins anew. Not safe for several threads.
 */
public final class LearntForecaster implements IntensityForecaster {
    /** What a forecast is to be good for. */
    public enum Aim {
        /** The mean, which planners want: grams add up. */
        MEAN,
        /** The least mean relative error (MAPE), which lies below the median. */
        RELATIVE_ERROR
    }

    private static final double TAIL = 0.1;

    private final Aim aim;
    private final IntensityForecaster beginner;
    private @Nullable Learning learning;

    /**
     * A forecaster that has learnt nothing yet.
     *
     * @param beginner forecasts until four weeks are known, and beyond a day ahead
     */
    public LearntForecaster(Aim aim, IntensityForecaster beginner) {
        this.aim = aim;
        this.beginner = beginner;
    }

    @Override
    public IntensityForecast forecast(IntensitySeries past, int slots) {
        Learning learnt = learning;
        if (learnt == null || !learnt.continuesIn(past)) {
            learnt = new Learning(past);
            learning = learnt;
        }
        learnt.learn(past);
        int day = learnt.features.day();
        IntensityForecast plain = beginner.forecast(past, slots);
        if (!learnt.isReady()) {
            return plain;
        }
        double[] expected = plain.expected().values();
        double[] lower = plain.lower().values();
        double[] upper = plain.upper().values();
        for (int ahead = 0; ahead < Math.min(slots, day); ahead++) {
            Horizon horizon = learnt.horizons[ahead];
            double predicted = horizon.predicted(past.size());
            if (!Double.isNaN(predicted)) {
                expected[ahead] = Math.exp(predicted + horizon.shift(aim));
                lower[ahead] = Math.exp(predicted + horizon.low);
                upper[ahead] = Math.exp(predicted + horizon.high);
            }
        }
        return new IntensityForecast(
                IntensitySeries.of(past.end(), past.step(), expected),
                IntensitySeries.of(past.end(), past.step(), lower),
                IntensitySeries.of(past.end(), past.step(), upper));
    }

    /** What has been learnt of one series so far. */
    private static final class Learning {
        private static final int WARM_UP_DAYS = 28;

        final GridFeatures features;
        final Horizon[] horizons;
        private final IntensitySeries beginning;
        private int known;

        Learning(IntensitySeries past) {
            beginning = past.slots(0, Math.min(past.size(), 1));
            features = new GridFeatures(past);
            horizons = new Horizon[features.day()];
            Arrays.setAll(horizons, ahead -> new Horizon(features, ahead));
        }

        boolean continuesIn(IntensitySeries past) {
            return past.size() >= known
                    && past.start().equals(beginning.start())
                    && past.step().equals(beginning.step())
                    && Double.compare(past.value(0), beginning.value(0)) == 0;
        }

        boolean isReady() {
            return known >= WARM_UP_DAYS * features.day();
        }

        void learn(IntensitySeries past) {
            for (; known < past.size(); known++) {
                features.append(past.value(known));
                for (Horizon horizon : horizons) {
                    horizon.learn(known);
                    horizon.predict(known + 1);
                }
            }
        }
    }

    /** The regression for slots so far ahead, and how it did. */
    private static final class Horizon {
        private static final double RATE = 0.03;
        /** A forecast a day ahead learns of its misses a day late: any faster, a correction would swing. */
        private static final double SHIFT_RATE = 0.003;

        private static final double PENALTY = 30;
        private static final int FEWEST = 10 * (GridFeatures.COUNT + 1);
        private static final int FEWEST_DAYS = 60;
        private static final int DAYS_A_FIT = 3;

        private final GridFeatures features;
        private final int ahead;
        private final Ridge ridge = new Ridge(GridFeatures.COUNT, PENALTY, FEWEST);
        /** By the time of day at which the forecast is made. */
        private final Ridge[] byTime;
        /** Predictions by the slot they were made of, modulo a day and more. */
        private final double[] made;

        private double scale = 0.2;
        private double meanRatio = 1;
        private double relativeShift;
        double low = -0.25;
        double high = 0.25;

        Horizon(GridFeatures features, int ahead) {
            this.features = features;
            this.ahead = ahead;
            this.byTime = new Ridge[features.day()];
            Arrays.setAll(byTime, _ -> new Ridge(GridFeatures.COUNT, PENALTY, FEWEST_DAYS));
            this.made = new double[2 * features.day()];
            Arrays.fill(made, Double.NaN);
        }

        /** The prediction that was made for the slot this far ahead of {@code origin}, a logarithm. */
        double predicted(int origin) {
            return made[(origin + ahead) % made.length];
        }

        double shift(Aim aim) {
            return aim == Aim.MEAN ? Math.log(meanRatio) : relativeShift;
        }

        void predict(int origin) {
            double[] row = features.of(origin, ahead);
            double base = features.profile(origin + ahead);
            made[(origin + ahead) % made.length] = base + deviation(row, byTime[origin % byTime.length]);
        }

        /** What the regressions say that are fitted; no number when none is. */
        private double deviation(double[] row, Ridge ofTime) {
            if (!ridge.isFitted()) {
                return ofTime.isFitted() ? ofTime.predict(row) : Double.NaN;
            }
            double common = ridge.predict(row);
            return ofTime.isFitted() ? (common + ofTime.predict(row)) / 2 : common;
        }

        /** Takes in the slot that has become known. */
        void learn(int slot) {
            double truth = features.logarithm(slot);
            double base = features.profile(slot);
            if (Double.isNaN(truth) || Double.isNaN(base)) {
                return;
            }
            double predicted = made[slot % made.length];
            if (!Double.isNaN(predicted)) {
                score(truth - predicted);
            }
            int origin = slot - ahead;
            if (origin < 0) {
                return;
            }
            double[] row = features.of(origin, ahead);
            Ridge ofTime = byTime[origin % byTime.length];
            ofTime.add(row, truth - base);
            if (ofTime.rows() % DAYS_A_FIT == 0) {
                ofTime.fit();
            }
            ridge.add(row, truth - base);
            if (slot % features.day() == ahead % features.day()) {
                ridge.fit();
            }
        }

        private void score(double residual) {
            double step = RATE * scale;
            low += step * (residual < low ? TAIL - 1 : TAIL);
            high += step * (residual > high ? 1 - TAIL : -TAIL);
            relativeShift -= SHIFT_RATE
                    * scale
                    * Math.signum(relativeShift - residual)
                    * Math.exp(Math.min(1, relativeShift - residual));
            meanRatio += 0.002 * (Math.exp(Math.clamp(residual, -2, 2)) - meanRatio);
            scale += 0.01 * (Math.abs(residual) - scale);
        }
    }
}
