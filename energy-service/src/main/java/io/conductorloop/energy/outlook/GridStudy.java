package io.conductorloop.energy.outlook;

import io.conductorloop.energy.carbon.CarbonIntensitySource;
import io.conductorloop.energy.carbon.IntensityAnswer;
import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.carbon.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Studies the grids that matter most, in the background: learns from their past, and keeps on record how far off it, the plain
 * forecaster and the grid's own operator were. Of a grid that only the typical day tells of there is nothing to learn.
 *
 * <p>Slots shorter than an hour are studied by the hour: what is learnt takes memory by the square of a day's slots, 3 MB
 * by the hour. What was studied is forgotten at the end of the process, and then learnt again from what the source has of the past.
 */
public final class GridStudy {
    /** Further zones are forecast by the plain forecaster. */
    public static final int MOST_ZONES = 4;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration RECENT = Duration.ofHours(22);

    /** How long what was studied last is good, should the source say nothing new. */
    private static final Duration GOOD = Duration.ofHours(6);

    private final CarbonIntensitySource source;
    private final List<Zone> zones;
    private final Duration history;
    private final Map<Zone, ZoneStudy> studies = new HashMap<>();
    private final Map<Zone, Studied> latest = new ConcurrentHashMap<>();

    /**
     * Nothing is studied yet.
     *
     * @param zones the most important first
     * @param history how much of the past is learnt from
     */
    public GridStudy(CarbonIntensitySource source, List<Zone> zones, Duration history) {
        this.source = source;
        this.zones = zones.stream().limit(MOST_ZONES).toList();
        this.history = history;
    }

    /** Which are studied. */
    public List<Zone> zones() {
        return zones;
    }

    /** Learns what has become known since the last time. One thread at a time; takes a second or two at first. */
    public void study(Instant now) {
        for (Zone zone : zones) {
            study(zone, now);
        }
    }

    private void study(Zone zone, Instant now) {
        ZoneStudy study = studies.get(zone);
        IntensityAnswer answer =
                study == null ? beginning(zone, now) : since(zone, study.end().minus(HOUR), now);
        if (!(answer instanceof IntensityAnswer.Known known) || known.source().equals(TypicalDay.NAME)) {
            return;
        }
        IntensitySeries series = byTheHour(known.series());
        if (series == null) {
            return;
        }
        if (study != null
                && (!study.source().equals(known.source()) || !study.step().equals(series.step()))) {
            // Another source's numbers are another quantity. It may be back before what is known is too old.
            if (now.isBefore(study.end().plus(DAY))) {
                return;
            }
            studies.remove(zone);
            latest.remove(zone);
            return;
        }
        IntensitySeries past = series.knownAt(now);
        int size = past.size();
        while (size > 0 && Double.isNaN(past.value(size - 1))) {
            size--;
        }
        past = past.slots(0, size);
        if (size == 0 || (study != null && !past.end().isAfter(study.end()))) {
            return;
        }
        if (study == null) {
            study = new ZoneStudy(known.source(), past, (int) history.dividedBy(past.step()));
            studies.put(zone, study);
        } else {
            study.append(past);
        }
        boolean ahead = !Double.isNaN(series.at(now.plus(past.step())));
        latest.put(zone, study.study(ahead ? series : null, known.estimated()));
    }

    /** All of the history, or the last day from a source that shows no more to this account. */
    private IntensityAnswer beginning(Zone zone, Instant now) {
        IntensityAnswer all = since(zone, now.minus(history), now);
        return all instanceof IntensityAnswer.Known ? all : since(zone, now.minus(RECENT), now);
    }

    private IntensityAnswer since(Zone zone, Instant from, Instant now) {
        return source.intensity(zone, from, now.plus(DAY));
    }

    /** What was studied last, unless it is of too long ago. */
    public Optional<Studied> latest(Zone zone, Instant now) {
        return Optional.ofNullable(latest.get(zone))
                .filter(studied ->
                        now.isBefore(studied.forecast().expected().start().plus(GOOD)));
    }

    /** Means of whole hours where slots are shorter; null where a day is no whole number of slots. */
    static @Nullable IntensitySeries byTheHour(IntensitySeries series) {
        Duration step = series.step();
        long slots = DAY.dividedBy(step);
        if (!step.multipliedBy(slots).equals(DAY)) {
            return null;
        }
        if (step.compareTo(HOUR) >= 0) {
            return series;
        }
        long first = Math.ceilDiv(series.start().getEpochSecond(), HOUR.toSeconds());
        long last = Math.floorDiv(series.end().getEpochSecond(), HOUR.toSeconds());
        Instant start = Instant.ofEpochSecond(first * HOUR.toSeconds());
        double[] means = new double[Math.toIntExact(Math.max(0, last - first))];
        for (int i = 0; i < means.length; i++) {
            Instant hour = start.plus(HOUR.multipliedBy(i));
            means[i] = series.slots(series.slotOf(hour), series.slotOf(hour.plus(HOUR)))
                    .mean();
        }
        return IntensitySeries.of(start, HOUR, means);
    }
}
