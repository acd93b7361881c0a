package io.conductorloop.evaluation.energy.carbon;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.forecast.DenoisedForecast;
import io.conductorloop.energy.forecast.IntensityForecast;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a de-noising looks back, chosen as it goes: each night by what had the least squared error on the nights before,
 * whose truth is known by then; at first the longest.
 */
final class Denoising {
    private static final int[] DAYS = {90, 60, 30, 14};

    private final IntensitySeries actual;
    private final double deviation;
    private final double[][] squares;
    private final int[][] chosen;
    private final Map<Integer, DenoisedForecast> filters = new HashMap<>();
    private Instant filtersFor = Instant.MIN;

    /**
     * @param deviation of the noise, gCO2e/kWh
     * @param seeds how many forecasts there are, each with noise of its own
     */
    Denoising(IntensitySeries actual, double deviation, int seeds) {
        this.actual = actual;
        this.deviation = deviation;
        this.squares = new double[seeds][DAYS.length];
        this.chosen = new int[seeds][366];
    }

    /** The forecast of a night's window without its noise; then learns which would have been best. */
    IntensityForecast night(int seed, int day, IntensitySeries forecast, Instant now) {
        int best = 0;
        for (int i = 1; i < DAYS.length; i++) {
            best = squares[seed][i] < squares[seed][best] ? i : best;
        }
        for (int later = day; later < chosen[seed].length; later++) {
            chosen[seed][later] = best;
        }
        IntensityForecast answer = null;
        for (int i = 0; i < DAYS.length; i++) {
            IntensityForecast clean = filter(DAYS[i], now).of(forecast);
            for (int slot = 0; slot < forecast.size(); slot++) {
                double error = clean.expected().value(slot) - actual.at(forecast.slotStart(slot));
                squares[seed][i] += Double.isNaN(error) ? 0 : error * error;
            }
            answer = i == best ? clean : answer;
        }
        return answer == null ? IntensityForecast.certain(forecast) : answer;
    }

    /** A forecast without its noise, by what was chosen for the night before that day. */
    IntensityForecast onDay(int seed, int day, IntensitySeries forecast, Instant now) {
        return filter(DAYS[chosen[seed][Math.min(day, chosen[seed].length - 1)]], now)
                .of(forecast);
    }

    private DenoisedForecast filter(int days, Instant now) {
        if (!now.equals(filtersFor)) {
            filters.clear();
            filtersFor = now;
        }
        return filters.computeIfAbsent(days, back -> DenoisedForecast.learn(actual.knownAt(now), back, deviation));
    }
}
