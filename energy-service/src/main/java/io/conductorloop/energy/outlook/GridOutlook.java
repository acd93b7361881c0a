package io.conductorloop.energy.outlook;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Stretch;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.IntensityForecast;
import io.conductorloop.energy.forecast.IntensityForecaster;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says what a grid is expected to be like. Where the source looks ahead, as operators do, that is taken, unless what is learnt from
 * the past was better of late; its error is what it was of late, or of a usual size while that is not known. Where the source
 * knows only the past, what was studied of it says how it goes on, and until that is there the plain forecaster.
 */
public final class GridOutlook {
    /** A slot of any source is shorter than this, so the one that a moment lies in is in the answer. */
    private static final Duration LONGEST_SLOT = Duration.ofHours(1);

    private static final double NORMAL_80 = 1.2815515655446004;

    /** The standard deviation of a normal distribution whose mean absolute value is 1. */
    private static final double OF_MEAN_ABSOLUTE = Math.sqrt(Math.PI / 2);

    private final CarbonIntensitySource source;
    private final IntensityForecaster plain;
    private final GridStudy study;
    private final Rules rules;

    /**
     * How to look.
     *
     * @param history how much of the past the plain forecaster is given
     * @param error of a source's forecast, its standard deviation as a share of the value, while it is not on record
     * @param modelError the same where the source is a model itself
     */
    public record Rules(Duration history, double error, double modelError) {}

    /** Where nothing is studied. */
    public GridOutlook(CarbonIntensitySource source, IntensityForecaster plain, Rules rules) {
        this(source, plain, new GridStudy(source, List.of(), rules.history()), rules);
    }

    /**
     * Looks by these.
     *
     * @param plain serves any grid, from any thread
     * @param study of the same sources
     */
    public GridOutlook(CarbonIntensitySource source, IntensityForecaster plain, GridStudy study, Rules rules) {
        this.source = source;
        this.plain = plain;
        this.study = study;
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
            case IntensityAnswer.Known known
            when looksAhead(known.series(), now) ->
                studied(zone, known, now)
                        .filter(Studied::beatsProvider)
                        .map(studied -> expected(studied, now))
                        .orElseGet(() -> ahead(zone, known, now));
            case IntensityAnswer.Known _, IntensityAnswer.Stale _, IntensityAnswer.Unavailable _ ->
                onwards(zone, now, end);
        };
    }

    /** What could have been expected at a moment in the past, by the plain forecaster, from what was known by then. */
    public Outlook asOf(Zone zone, Instant moment, Instant until) {
        // By whole days, so that who asks for many moments of a day asks the source once.
        Instant from = moment.minus(rules.history()).truncatedTo(ChronoUnit.DAYS);
        return switch (source.intensity(
                zone, from, moment.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS))) {
            case IntensityAnswer.Known known -> plainly(known, moment, until.plus(LONGEST_SLOT));
            case IntensityAnswer.Stale stale -> new Outlook.Unknown(stale.source() + ": stale for " + stale.age());
            case IntensityAnswer.Unavailable none -> new Outlook.Unknown(none.source() + ": " + none.reason());
        };
    }

    private static boolean looksAhead(IntensitySeries series, Instant now) {
        int slot = series.slotOf(now);
        return !Double.isNaN(series.value(slot)) && !Double.isNaN(series.value(slot + 1));
    }

    private Optional<Studied> studied(Zone zone, IntensityAnswer.Known known, Instant now) {
        return study.latest(zone, now)
                .filter(studied -> studied.source().equals(known.source()))
                .filter(studied -> !Double.isNaN(studied.forecast().expected().at(now)));
    }

    private static Outlook expected(Studied studied, Instant now) {
        return new Outlook.Expected(studied.forecast().from(now), studied.source(), studied.estimated());
    }

    private Outlook ahead(Zone zone, IntensityAnswer.Known known, Instant now) {
        IntensitySeries all = known.series();
        IntensitySeries expected = all.slots(all.slotOf(now), all.size());
        double share = NORMAL_80
                * studied(zone, known, now)
                        .map(studied -> studied.providerError() * OF_MEAN_ABSOLUTE)
                        .filter(error -> !Double.isNaN(error))
                        .orElse(known.estimated() ? rules.modelError() : rules.error());
        IntensityForecast forecast =
                new IntensityForecast(expected, scaled(expected, Math.max(0, 1 - share)), scaled(expected, 1 + share));
        return new Outlook.Expected(forecast, known.source(), known.estimated());
    }

    private Outlook onwards(Zone zone, Instant now, Instant end) {
        return switch (source.intensity(zone, now.minus(rules.history()), now)) {
            case IntensityAnswer.Known known ->
                studied(zone, known, now)
                        .map(studied -> expected(studied, now))
                        .orElseGet(() -> plainly(known, now, end));
            case IntensityAnswer.Stale stale -> new Outlook.Unknown(stale.source() + ": stale for " + stale.age());
            case IntensityAnswer.Unavailable none -> new Outlook.Unknown(none.source() + ": " + none.reason());
        };
    }

    private Outlook plainly(IntensityAnswer.Known known, Instant now, Instant end) {
        IntensitySeries past = known.series().knownAt(now);
        if (past.size() == 0) {
            return new Outlook.Unknown(known.source() + " knows nothing of the past by " + now);
        }
        int slots = (int) Math.min(Duration.between(past.end(), end).dividedBy(past.step()) + 1, Stretch.MOST_SLOTS);
        try {
            IntensityForecast forecast = plain.forecast(past, slots);
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
