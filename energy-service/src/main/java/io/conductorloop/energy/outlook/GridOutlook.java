package io.conductorloop.energy.outlook;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.forecast.IntensityForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says what a grid is expected to be like. Where the source looks ahead, as operators do, that is taken, with an error of a
 * usual size on both sides; where it knows only the past, the forecaster goes on from there, and no further than it can.
 */
public final class GridOutlook {
    /** A slot of any source is shorter than this, so the one that a moment lies in is in the answer. */
    private static final Duration LONGEST_SLOT = Duration.ofHours(1);

    private static final double NORMAL_80 = 1.2815515655446004;

    private final CarbonIntensitySource source;
    private final IntensityForecaster forecaster;
    private final Rules rules;

    /**
     * How to look.
     *
     * @param history how much of the past the forecaster is given
     * @param error of a source's forecast, its standard deviation as a share of the value
     * @param modelError the same where the source is a model itself
     */
    public record Rules(Duration history, double error, double modelError) {}

    public GridOutlook(CarbonIntensitySource source, IntensityForecaster forecaster, Rules rules) {
        this.source = source;
        this.forecaster = forecaster;
        this.rules = rules;
    }

    /** What is known of the intensity at a moment, gCO2e/kWh. */
    public OptionalDouble at(Zone zone, Instant moment) {
        double value = series(zone, moment, moment).at(moment);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What is known of a time, past or to come, with the slots at its ends; empty where that is nothing. */
    public IntensitySeries series(Zone zone, Instant from, Instant to) {
        return known(zone, from, to)
                .map(IntensityAnswer.Known::series)
                .orElseGet(() -> IntensitySeries.of(from, LONGEST_SLOT));
    }

    /** The same, and by whom. */
    public Optional<IntensityAnswer.Known> known(Zone zone, Instant from, Instant to) {
        return switch (source.intensity(zone, from.minus(LONGEST_SLOT), to.plus(LONGEST_SLOT))) {
            case IntensityAnswer.Known known -> Optional.of(known);
            case IntensityAnswer.Stale _, IntensityAnswer.Unavailable _ -> Optional.empty();
        };
    }

    /** What is expected from {@code now} to {@code until}; it may reach less far. */
    public Outlook from(Zone zone, Instant now, Instant until) {
        Instant end = until.plus(LONGEST_SLOT);
        return switch (source.intensity(zone, now.minus(LONGEST_SLOT), end)) {
            case IntensityAnswer.Known known when looksAhead(known.series(), now) -> ahead(known, now);
            case IntensityAnswer.Known _, IntensityAnswer.Stale _, IntensityAnswer.Unavailable _ ->
                onwards(zone, now, end);
        };
    }

    private static boolean looksAhead(IntensitySeries series, Instant now) {
        int slot = series.slotOf(now);
        return !Double.isNaN(series.value(slot)) && !Double.isNaN(series.value(slot + 1));
    }

    private Outlook ahead(IntensityAnswer.Known known, Instant now) {
        IntensitySeries all = known.series();
        IntensitySeries expected = all.slots(all.slotOf(now), all.size());
        double share = NORMAL_80 * (known.estimated() ? rules.modelError() : rules.error());
        IntensityForecast forecast =
                new IntensityForecast(expected, scaled(expected, Math.max(0, 1 - share)), scaled(expected, 1 + share));
        return new Outlook.Expected(forecast, known.source(), known.estimated());
    }

    private Outlook onwards(Zone zone, Instant now, Instant end) {
        return switch (source.intensity(zone, now.minus(rules.history()), now)) {
            case IntensityAnswer.Known known -> {
                IntensitySeries past = known.series().knownAt(now);
                int slots = Math.toIntExact(Duration.between(past.end(), end).dividedBy(past.step()) + 1);
                yield forecast(known, past, slots, now);
            }
            case IntensityAnswer.Stale stale -> new Outlook.Unknown(stale.source() + ": stale for " + stale.age());
            case IntensityAnswer.Unavailable none -> new Outlook.Unknown(none.source() + ": " + none.reason());
        };
    }

    private Outlook forecast(IntensityAnswer.Known known, IntensitySeries past, int slots, Instant now) {
        try {
            IntensityForecast forecast = forecaster.forecast(past, slots);
            return Double.isNaN(forecast.expected().at(now))
                    ? new Outlook.Unknown(known.source() + " says nothing from which now could be told")
                    : new Outlook.Expected(forecast, known.source(), known.estimated());
        } catch (IllegalArgumentException tooLittle) {
            return new Outlook.Unknown(known.source() + " knows too little of the past: " + tooLittle.getMessage());
        }
    }

    private static IntensitySeries scaled(IntensitySeries series, double factor) {
        return IntensitySeries.of(
                series.start(),
                series.step(),
                Arrays.stream(series.values()).map(value -> value * factor).toArray());
    }
}
