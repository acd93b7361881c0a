package io.conductorloop.energy.carbon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks sources in order until one knows; when none does, says why of each. */
public final class FailoverSource implements CarbonIntensitySource {
    private final List<CarbonIntensitySource> sources;

    public FailoverSource(List<CarbonIntensitySource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public IntensityAnswer intensity(Zone zone, Instant from, Instant to) {
        List<String> reasons = new ArrayList<>();
        for (CarbonIntensitySource source : sources) {
            switch (source.intensity(zone, from, to)) {
                case IntensityAnswer.Known known -> {
                    return known;
                }
                case IntensityAnswer.Stale stale -> reasons.add(stale.source() + ": stale for " + stale.age());
                case IntensityAnswer.Unavailable none -> reasons.add(none.source() + ": " + none.reason());
            }
        }
        return new IntensityAnswer.Unavailable(name(), String.join("; ", reasons));
    }
}
