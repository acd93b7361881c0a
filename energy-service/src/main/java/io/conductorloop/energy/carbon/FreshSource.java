package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says that another source is stale once its latest value is older than a limit, instead of letting old values be acted on. */
public final class FreshSource implements CarbonIntensitySource {
    private final CarbonIntensitySource source;
    private final Duration limit;
    private final InstantSource clock;

    public FreshSource(CarbonIntensitySource source, Duration limit, InstantSource clock) {
        this.source = source;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        IntensityAnswer answer = source.intensity(zone, from, to);
        if (!(answer instanceof IntensityAnswer.Known known)) {
            return answer;
        }
        Instant now = clock.instant();
        Instant wanted = to.isBefore(now) ? to : now;
        IntensitySeries series = known.series();
        int last = series.size() - 1;
        while (last >= 0 && Double.isNaN(series.value(last))) {
            last--;
        }
        Duration age = Duration.between(series.slotStart(last + 1), wanted);
        return age.compareTo(limit) > 0 ? new IntensityAnswer.Stale(name(), age) : answer;
    }
}
