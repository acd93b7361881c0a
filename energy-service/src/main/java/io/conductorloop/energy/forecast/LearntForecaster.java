package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Learns a grid's next day from its whole past: one ridge regression per slot ahead, on logarithms, of the deviation from
 * the recent daily profile ({@link GridFeatures}). It learns with every slot that becomes known, and measures itself on the
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

        private final GridFeatures features;
        private final int ahead;
        private final Ridge ridge = new Ridge(GridFeatures.COUNT, 30);
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
            made[(origin + ahead) % made.length] =
                    ridge.isFitted() && !Double.isNaN(base) ? base + ridge.predict(row) : Double.NaN;
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
            ridge.add(features.of(slot - ahead, ahead), truth - base);
            if (slot % features.day() == ahead % features.day()) {
                ridge.fit();
            }
        }

        private void score(double residual) {
            double step = RATE * scale;
            low += step * (residual < low ? TAIL - 1 : TAIL);
            high += step * (residual > high ? 1 - TAIL : -TAIL);
            relativeShift -=
                    step * Math.signum(relativeShift - residual) * Math.exp(Math.min(1, relativeShift - residual));
            meanRatio += 0.002 * (Math.exp(Math.clamp(residual, -2, 2)) - meanRatio);
            scale += 0.01 * (Math.abs(residual) - scale);
        }
    }
}
