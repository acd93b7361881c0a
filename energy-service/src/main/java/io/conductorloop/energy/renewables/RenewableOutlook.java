package io.conductorloop.energy.renewables;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.forecast.GridForecaster;
import io.conductorloop.energy.forecast.IntensityForecaster;
import io.conductorloop.energy.renewables.OutputForecaster.Kind;
import io.conductorloop.energy.renewables.RenewableSource.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Says how renewable a grid's power will be in the day after what is known: the share from its own past, and the output of wind and sun
 * from the weather where its forecast is given. What the evaluation's {@code renewables} scores is what speaks here, but for the share, which
 * has the daily cycle alone: it learns nothing, and serves any grid at once.
 */
public final class RenewableOutlook {
    private static final long LEARNT_FROM = 400 * 24L;
    private static final long AHEAD = 3 * 24L;
    private static final int DAY = 24;
    private static final double ALL = 100;

    private final RenewableSource source;
    private final InstantSource clock;
    private final IntensityForecaster cycle = GridForecaster.plain();
    private final Map<Zone, Map<Kind, OutputForecaster>> forecasters = new HashMap<>();

    public RenewableOutlook(RenewableSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** What is expected. */
    public sealed interface Expected {
        /**
         * The hours from now on of the day after what is measured, each for itself; empty, or {@link Double#NaN}, where that cannot
         * be told.
         *
         * @param share of all power that is renewable, %
         * @param wind in the unit in which it was measured
         * @param solar in the unit in which it was measured
         */
        record NextDay(Hours share, Hours wind, Hours solar) implements Expected {}

        /** Nothing, for this reason. */
        record Unknown(String reason) implements Expected {}
    }

    /** What is expected of a zone; learns first where a week has passed since, which takes some tenths of a second. */
    public synchronized Expected nextDay(Zone zone) {
        long now = Hours.of(clock.instant());
        return switch (source.of(zone, now - LEARNT_FROM, now + AHEAD)) {
            case Answer.Unavailable(String reason) -> new Expected.Unknown(reason);
            case Answer.Known(Renewables known) ->
                new Expected.NextDay(
                        share(known.share().before(now).known()).from(now),
                        output(zone, Kind.WIND, known.wind().before(now).known(), known.windSpeed())
                                .from(now),
                        output(zone, Kind.SOLAR, known.solar().before(now).known(), known.irradiance())
                                .from(now));
        };
    }

    private Hours share(Hours past) {
        if (past.values().length < DAY) {
            return Hours.of(past.end());
        }
        IntensitySeries series = IntensitySeries.of(Hours.start(past.first()), Duration.ofHours(1), past.values());
        IntensitySeries expected = cycle.forecast(series, DAY).expected();
        return Hours.of(
                past.end(),
                Arrays.stream(expected.values())
                        .map(share -> Math.min(ALL, share))
                        .toArray());
    }

    private Hours output(Zone zone, Kind kind, Hours measured, Hours weather) {
        if (measured.values().length == 0) {
            return measured;
        }
        return forecasters
                .computeIfAbsent(zone, _ -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, OutputForecaster::new)
                .nextDay(measured, weather);
    }
}
